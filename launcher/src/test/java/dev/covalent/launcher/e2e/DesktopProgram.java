package dev.covalent.launcher.e2e;

import dev.covalent.common.Bounds;
import dev.covalent.common.EventType;
import dev.covalent.common.RemoteError;
import dev.covalent.common.Subscription;
import dev.covalent.common.TypeToken;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.WebContents;
import dev.covalent.main.WindowStyle;
import java.awt.AWTException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.imageio.ImageIO;

/** A main process on a desktop: it does things to real windows, or has the mouse do them, and says what it hears of it. */
public final class DesktopProgram {
    private static final long LIMIT_SECONDS = 20;
    private static final long ANSWER_SECONDS = 5;
    private static final Duration LIMIT = Duration.ofSeconds(LIMIT_SECONDS);
    private static final TypeToken<List<Integer>> POINT = new TypeToken<>() {};

    private final MainProcess main;
    private final Robot robot;
    private final BlockingQueue<Integer> clicks = new LinkedBlockingQueue<>();

    private DesktopProgram(MainProcess main) throws AWTException {
        this.main = main;
        this.robot = new Robot();
        robot.setAutoDelay(20);
        main.app().on(App.WINDOW_ALL_CLOSED, app -> {});
        main.ipcMain().on("clicked", (event, message) -> clicks.add(message.get(0, int.class)));
    }

    /** Runs it; the arguments are the directory for its data, what to do, and where the picture goes. */
    public static void main(String[] arguments) throws Exception {
        try (MainProcess main = MainProcess.builder()
                .name("desktop")
                .userData(Path.of(arguments[0]))
                .start()) {
            DesktopProgram program = new DesktopProgram(main);
            Path picture = Path.of(arguments[2]);
            switch (arguments[1]) {
                case "states" -> program.states();
                case "input" -> program.input(picture);
                case "scaled" -> program.scaled(picture);
                case "blocked" -> program.blocked();
                case "order" -> program.order();
                case "reloads" -> program.reloads();
                case "failures" -> program.failures();
                case "hang" -> program.hang();
                case "icons" -> new DesktopForms(program, program.robot).icons();
                case "least" -> new DesktopSizes(program, program.robot).least();
                case "unplaced" -> new DesktopFirst(program).run();
                case "fixed" -> new DesktopSizes(program, program.robot).fixed();
                case "forms" -> new DesktopForms(program, program.robot).run();
                case "contradicted" -> new DesktopForms(program, program.robot).contradicted();
                case "toggled" -> new DesktopForms(program, program.robot).toggled();
                default -> program.pages(picture);
            }
        }
    }

    private void states() throws Exception {
        BrowserWindow window = open(options().position(60, 40).show(false));
        say("hidden", seen(window).showing(), window.isVisible());
        heard(window, BrowserWindow.SHOW, window::show);
        say("shown", seen(window).showing(), window.isVisible());
        say("content", window.getContentSize());
        heard(window, BrowserWindow.RESIZE, () -> window.setBounds(new Bounds(100, 120, 400, 300)));
        say("bounds", becomes(new Bounds(100, 120, 400, 300), () -> frame(window)), window.getBounds());
        heard(window, BrowserWindow.MOVE, () -> window.setPosition(10, 30));
        say("bounds", becomes(new Bounds(10, 30, 400, 300), () -> frame(window)), window.getBounds());
        heard(window, BrowserWindow.MAXIMIZE, window::maximize);
        say("maximized", becomes(true, () -> frame(window).width() >= 1024), window.isMaximized());
        say("normal", window.getNormalBounds());
        heard(window, BrowserWindow.UNMAXIMIZE, window::unmaximize);
        say("bounds", becomes(new Bounds(10, 30, 400, 300), () -> frame(window)), window.isMaximized());
        heard(window, BrowserWindow.MAXIMIZE, window::maximize);
        window.webContents().forcefullyCrashRenderer();
        becomes(true, () -> window.webContents().isCrashed());
        window.reload();
        becomes(false, () -> window.webContents().isLoading());
        say("reloaded", becomes(true, () -> frame(window).width() >= 1024), window.isMaximized());
        heard(window, BrowserWindow.UNMAXIMIZE, window::unmaximize);
        say("bounds", becomes(new Bounds(10, 30, 400, 300), () -> frame(window)), window.isMaximized());
        heard(window, BrowserWindow.MINIMIZE, window::minimize);
        say("minimized", window.isMinimized());
        heard(window, BrowserWindow.RESTORE, window::restore);
        say("restored", window.isMinimized());
        heard(window, BrowserWindow.ENTER_FULL_SCREEN, () -> window.setFullScreen(true));
        say(
                "full",
                becomes(new Bounds(0, 0, 1024, 768), window::getBounds),
                becomes("1024 x 768", () -> seen(window).content()));
        heard(window, BrowserWindow.LEAVE_FULL_SCREEN, () -> window.setFullScreen(false));
        say("bounds", becomes(new Bounds(10, 30, 400, 300), () -> frame(window)), window.isFullScreen());
        window.setTitle("another");
        window.setResizable(false);
        say(
                "title",
                becomes("another", () -> seen(window).title()),
                seen(window).resizable());
        heard(window, BrowserWindow.HIDE, window::hide);
        say("hidden", seen(window).showing(), window.isVisible());
    }

    private void input(Path picture) throws Exception {
        BrowserWindow window = open(options().position(60, 40).alwaysOnTop(true));
        becomes(true, window::isFocused);
        say("clicked", click(window));
        BrowserWindow red = open(BrowserWindowOptions.page(DesktopPage.Red.class)
                .title("red")
                .size(500, 400)
                .position(20, 40)
                .icon(icon(picture)));
        becomes(true, red::isFocused);
        Bounds above = window.getBounds();
        say("icon", seen(red).icons());
        say("on top", becomes(Color.WHITE, () -> color(above)));
        shoot(picture);
        window.setAlwaysOnTop(false);
        red.focus();
        say("not on top", becomes(Color.RED, () -> color(above)));
        heard(red, BrowserWindow.CLOSED, red::close);

        BrowserWindow modal = open(options().parent(window).modal(true).position(500, 300));
        becomes(true, modal::isFocused);
        heard(modal, BrowserWindow.FOCUS, window::focus); // which does not keep it
        heard(modal, BrowserWindow.FOCUS, () -> press(window));
        say("clicked", click(modal));
        say("others", clicks.size());
        becomes(true, modal::isFocused);
        heardAtLast(modal, BrowserWindow.CLOSED, this::pressAltF4);
        say("children", window.getChildWindows().size());
        becomes(true, window::isFocused);
        say("clicked", click(window));
    }

    private void pages(Path picture) throws Exception {
        BrowserWindow window = open(options().position(60, 40));
        CompletableFuture<String> updated = new CompletableFuture<>();
        window.on(BrowserWindow.PAGE_TITLE_UPDATED, title -> {
            say("updated", title);
            updated.complete(title);
        });
        window.webContents().send("entitle", "by the page");
        updated.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        say("title", becomes("by the page", window::title));
        Bounds place = new Bounds(40, 50, 300, 200);
        window.webContents().send("displace", place);
        window.webContents().send("place");
        say("displaced", becomes(2, () -> displaced(window)));
        say("bounds", becomes(place, () -> frame(window)), becomes(place, window::getBounds));
        heard(window, BrowserWindow.MAXIMIZE, () -> window.webContents().send("maximize"));
        shoot(picture);
        heard(window, BrowserWindow.HIDE, () -> window.webContents().send("hide"));
        say("hidden", window.isVisible());
    }

    /** The modal child is shown without the focus: what is typed goes to the window that it blocks. */
    private void blocked() throws Exception {
        BrowserWindow window =
                open(BrowserWindowOptions.page(TypingPage.class).size(320, 240).position(60, 40));
        becomes(true, window::isFocused);
        type(KeyEvent.VK_A);
        say("text", becomes("a", () -> input(window).text()));
        BrowserWindow modal =
                open(options().parent(window).modal(true).show(false).position(500, 300));
        heard(modal, BrowserWindow.SHOW, modal::showInactive);
        say("focused", modal.isFocused(), window.isFocused());
        say("tampered", window.webContents().invoke("tamper", LIMIT).join().get(boolean.class));

        type(KeyEvent.VK_B);
        say("typed", becomes(2, () -> input(window).typed()), input(window).text());
        press(window);
        say(
                "released",
                becomes(1, () -> input(window).released()),
                input(window).clicks());

        heard(modal, BrowserWindow.CLOSED, modal::close);
        say("clicked", becomes(true, () -> hasClicked(window))); // as soon as it has heard that it takes input again
        type(KeyEvent.VK_C);
        say("text", becomes("ac", () -> input(window).text()));
    }

    /** Presses its button, which a window that gets or loses the focus meanwhile does not take for a click. */
    boolean isPressed(BrowserWindow window) {
        press(window);
        Integer of = clicks.poll();
        return of != null && of == window.id();
    }

    private boolean hasClicked(BrowserWindow window) {
        press(window);
        return input(window).clicks() > 0;
    }

    private void order() throws Exception {
        BrowserWindow window =
                open(BrowserWindowOptions.page(TypingPage.class).size(320, 240).position(60, 40));
        becomes(true, window::isFocused);
        BrowserWindow red = open(BrowserWindowOptions.page(DesktopPage.Plain.class)
                .size(200, 120)
                .position(600, 400)
                .show(false));
        red.on(BrowserWindow.FOCUS, focused -> say("red has the focus"));
        heard(red, BrowserWindow.SHOW, red::showInactive);
        say("seen", becomes("200 x 120", () -> size(red())));
        type(KeyEvent.VK_A);
        say("text", becomes("a", () -> input(window).text()), window.isFocused());

        Bounds under = window.getBounds();
        heard(red, BrowserWindow.MOVE, () -> red.setPosition(80, 60));
        heard(red, BrowserWindow.FOCUS, red::focus);
        say("above", becomes("200 x 120", () -> size(red())));
        red.blur();
        say("below", becomes("nothing", () -> size(red())), under.equals(window.getBounds()));
    }

    /** A window in the background is loaded anew while its user types elsewhere, and then that in which they type. */
    private void reloads() throws Exception {
        BrowserWindow red = open(BrowserWindowOptions.page(DesktopPage.Plain.class)
                .size(200, 120)
                .position(80, 80));
        becomes(true, red::isFocused);
        say("seen", becomes("200 x 120", () -> size(red())));
        BrowserWindow window =
                open(BrowserWindowOptions.page(TypingPage.class).size(400, 300).position(red().x + 100, 40));
        becomes(true, window::isFocused);
        say("behind", becomes("100 x 120", () -> size(red())));
        type(KeyEvent.VK_A);
        say("text", becomes("a", () -> input(window).text()));
        Subscription hearing = red.on(BrowserWindow.FOCUS, focused -> say("red has the focus"));
        reload(red);
        say("still behind", becomes("100 x 120", () -> size(red())));
        type(KeyEvent.VK_B);
        say("text", becomes("ab", () -> input(window).text()), window.isFocused());
        hearing.close();
        reload(window);
        say("with the focus", becomes(true, window::isFocused));
    }

    private static void reload(BrowserWindow window) throws InterruptedException {
        CountDownLatch loaded = new CountDownLatch(1);
        window.webContents().once(WebContents.DID_FINISH_LOAD, same -> loaded.countDown());
        window.reload();
        say("reloaded", loaded.await(LIMIT_SECONDS, TimeUnit.SECONDS));
    }

    private void failures() throws Exception {
        BrowserWindowOptions throwing = BrowserWindowOptions.page(DoomedPage.ThrowingConstructor.class)
                .title("licensed")
                .position(60, 40);
        BrowserWindow window = main.browserWindows().open(throwing);
        failed(window);
        say("visible", becomes(true, window::isVisible), "focused", becomes(true, window::isFocused));
        heardAtLast(window, BrowserWindow.CLOSED, this::pressAltF4);

        BrowserWindow hidden = main.browserWindows().open(throwing.show(false));
        failed(hidden);
        say("visible", becomes(false, hidden::isVisible));
        heard(hidden, BrowserWindow.SHOW, hidden::show);

        BrowserWindow other = open(options());
        becomes(true, other::isFocused); // which the next page of the window has then, too
        CompletableFuture<Void> unused = other.loadPage(DoomedPage.ThrowingConstructor.class);
        failed(other);
        say("visible", becomes(true, other::isVisible), "focused", becomes(true, other::isFocused));

        BrowserWindow nowhere =
                main.browserWindows().open(options().host("swing").environment(Map.of("DISPLAY", ":nowhere")));
        failed(nowhere);
        say("visible", becomes(false, nowhere::isVisible));
    }

    private static void failed(BrowserWindow window) throws Exception {
        CompletableFuture<RemoteError> error = new CompletableFuture<>();
        window.webContents().once(WebContents.DID_FAIL_LOAD, error::complete);
        say(
                "did not load",
                String.valueOf(error.get(LIMIT_SECONDS, TimeUnit.SECONDS).message()));
    }

    private void hang() throws Exception {
        BrowserWindow window = open(options().position(60, 40));
        becomes(true, window::isFocused);
        AtomicInteger told = new AtomicInteger();
        AtomicBoolean unresponsive = new AtomicBoolean();
        window.on(BrowserWindow.CLOSE, event -> told.incrementAndGet());
        window.on(BrowserWindow.UNRESPONSIVE, same -> unresponsive.set(true));
        CountDownLatch hangs = new CountDownLatch(1);
        main.ipcMain().on("hanging", (event, message) -> hangs.countDown());
        window.webContents().send("hang");
        say("hangs", hangs.await(LIMIT_SECONDS, TimeUnit.SECONDS));
        heardAtLast(window, BrowserWindow.CLOSED, this::pressAltF4);
        say("told", told, "unresponsive", unresponsive);
    }

    /** Asks the window manager to close the window that has the focus. */
    private void pressAltF4() {
        robot.keyPress(KeyEvent.VK_ALT);
        type(KeyEvent.VK_F4);
        robot.keyRelease(KeyEvent.VK_ALT);
    }

    private static TypingPage.Input input(BrowserWindow window) {
        return window.webContents().invoke("input", LIMIT).join().get(TypingPage.Input.class);
    }

    /** Main's own screen is not scaled: what it photographs are pixels. */
    private void scaled(Path picture) throws Exception {
        BrowserWindow window = open(BrowserWindowOptions.page(DesktopPage.Plain.class)
                .title("scaled")
                .size(200, 120)
                .position(60, 40)
                .jvmFlags("-Dsun.java2d.uiScale=2"));
        say("scale", window.webContents().invoke("scale", LIMIT).join().get(double.class));
        say("content", window.getContentSize(), becomes("400 x 240", () -> size(red())));
        shoot(picture);
        window.setContentSize(150, 100);
        say("content", becomes("300 x 200", () -> size(red())), window.getContentSize());
        heard(window, BrowserWindow.RESIZE, () -> window.setBounds(new Bounds(30, 50, 260, 180)));
        say("bounds", becomes(new Bounds(30, 50, 260, 180), window::getBounds));
        say("twice", becomes(true, () -> size(red()).equals(twice(window.getContentSize()))));
        say("edges", becomes("left true right true", () -> edges(red(), new Bounds(30, 50, 260, 180))));
        heard(window, BrowserWindow.ENTER_FULL_SCREEN, () -> window.setFullScreen(true));
        say("full", becomes(new Bounds(0, 0, 512, 384), window::getBounds), becomes("1024 x 768", () -> size(red())));
    }

    /** A window may have its new size before its new place; half a pixel of the frame may be rounded away. */
    private static String edges(Rectangle content, Bounds window) {
        int left = content.x - 2 * window.x();
        int right = 2 * (window.x() + window.width()) - (content.x + content.width);
        return "left " + (left >= 0 && left < 2 * 10) + " right " + (right >= -1 && right < 2 * 10);
    }

    private static String twice(WindowStyle.Size size) {
        return 2 * size.width() + " x " + 2 * size.height();
    }

    private static String size(Rectangle rectangle) {
        return rectangle.isEmpty() ? "nothing" : rectangle.width + " x " + rectangle.height;
    }

    /** Returns the smallest rectangle that has all that is red on the screen. */
    private Rectangle red() {
        BufferedImage screen = robot.createScreenCapture(screen());
        Rectangle red = new Rectangle(0, 0, -1, -1); // nothing
        for (int y = 0; y < screen.getHeight(); y++) {
            for (int x = 0; x < screen.getWidth(); x++) {
                if (screen.getRGB(x, y) == Color.RED.getRGB()) {
                    red.add(new Rectangle(x, y, 1, 1));
                }
            }
        }
        return red;
    }

    static Rectangle screen() {
        return new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
    }

    static BrowserWindowOptions options() {
        return BrowserWindowOptions.page(DesktopPage.class).title("desktop").size(320, 240);
    }

    /** It does what it is asked in the order in which it is asked, whoever asks. */
    void windowManagerIsDone() throws Exception {
        BrowserWindow other = open(options().position(600, 400));
        becomes(true, other::isFocused);
        heard(other, BrowserWindow.CLOSED, other::close);
    }

    BrowserWindow open(BrowserWindowOptions options) throws InterruptedException {
        BrowserWindow window = main.browserWindows().open(options);
        becomes(false, () -> window.webContents().isLoading());
        becomes(options.show(), window::isVisible);
        return window;
    }

    static DesktopPage.Frame seen(BrowserWindow window) {
        return window.webContents()
                .invoke("frame", LIMIT)
                .thenApply(frame -> frame.get(DesktopPage.Frame.class))
                .join();
    }

    static Bounds frame(BrowserWindow window) {
        return seen(window).bounds();
    }

    private static int displaced(BrowserWindow window) {
        return window.webContents().invoke("displaced", LIMIT).join().get(int.class);
    }

    private int click(BrowserWindow window) throws InterruptedException {
        press(window);
        Integer of = clicks.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        return of == null ? 0 : of;
    }

    void press(BrowserWindow window) {
        List<Integer> at = button(window);
        robot.mouseMove(at.get(0), at.get(1));
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
    }

    /** Returns where the middle of its button is. */
    static List<Integer> button(BrowserWindow window) {
        return window.webContents().invoke("button", LIMIT).join().get(POINT);
    }

    private void type(int key) {
        robot.keyPress(key);
        robot.keyRelease(key);
    }

    /** Returns the colour of the place in a window where there is nothing but background. */
    private Color color(Bounds bounds) {
        return robot.getPixelColor(bounds.x() + bounds.width() / 2, bounds.y() + bounds.height() / 2);
    }

    private void shoot(Path picture) throws IOException {
        Files.createDirectories(picture.getParent());
        ImageIO.write(robot.createScreenCapture(screen()), "png", picture.toFile());
    }

    /** Returns a file with a green image that has one blue pixel. */
    private static Path icon(Path beside) throws IOException {
        Path icon = beside.resolveSibling("icon.png");
        Files.createDirectories(icon.getParent());
        BufferedImage image = new BufferedImage(32, 24, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.GREEN);
        pen.fillRect(0, 0, 32, 24);
        pen.dispose();
        image.setRGB(31, 23, Color.BLUE.getRGB());
        ImageIO.write(image, "png", icon.toFile());
        return icon;
    }

    /** Does something and waits until main hears of it. */
    static void heard(BrowserWindow window, EventType<BrowserWindow> type, Runnable action)
            throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        window.once(type, same -> told.countDown());
        action.run();
        say(type.name(), told.await(LIMIT_SECONDS, TimeUnit.SECONDS));
    }

    /** As {@link #heard}, of what a window manager may miss that is busy, as with giving another window the focus. */
    static void heardAtLast(BrowserWindow window, EventType<BrowserWindow> type, Runnable action)
            throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        window.once(type, same -> told.countDown());
        for (long left = LIMIT_SECONDS; left > 0 && told.getCount() > 0; left -= ANSWER_SECONDS) {
            action.run();
            boolean unused = told.await(ANSWER_SECONDS, TimeUnit.SECONDS);
        }
        say(type.name(), told.getCount() == 0);
    }

    static <T> T becomes(T expected, Supplier<T> actual) throws InterruptedException {
        return Eventually.becomes(expected, actual);
    }

    static void say(Object... words) {
        StringBuilder line = new StringBuilder();
        for (Object word : words) {
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        System.out.println(line);
    }
}
