package dev.covalent.renderer.host;

import dev.covalent.common.Bounds;
import dev.covalent.common.frame.WindowSetup;
import dev.covalent.common.frame.WindowSetup.Standing;
import dev.covalent.common.frame.WindowState;
import dev.covalent.renderer.PageWindow;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does things to windows whose pages load, and says what they are like when their pages have loaded. */
final class LoadingMain {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Bounds THERE = new Bounds(40, 50, 300, 200);

    private LoadingMain() {}

    /** What a page does as it loads, to a window that was to be shown or not, maximised or not, and how that ends. */
    private record Loading(boolean show, boolean large, Consumer<PageWindow> deed, String end) {}

    private static final List<Loading> LOADINGS = List.of(
            new Loading(true, false, window -> {}, "visible true, maximized false"),
            new Loading(false, false, window -> {}, "visible false, maximized false"),
            new Loading(true, false, PageWindow::maximize, "visible true, maximized true"),
            new Loading(false, false, PageWindow::maximize, "visible true, maximized true"),
            new Loading(false, false, PageWindow::show, "visible true, maximized false"),
            new Loading(true, false, PageWindow::hide, "visible false, maximized false"),
            new Loading(true, true, PageWindow::unmaximize, "visible true, maximized false"),
            new Loading(false, true, PageWindow::show, "visible true, maximized true"));

    static List<String> expected() {
        return LOADINGS.stream().map(Loading::end).toList();
    }

    static List<String> all(boolean headless) throws Exception {
        List<String> ends = new ArrayList<>();
        for (Loading loading : LOADINGS) {
            ends.add(run(headless, loading));
        }
        return ends;
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        all(false).forEach(out::println);
    }

    private static String run(boolean headless, Loading loading) throws Exception {
        RecordedWindowEvents events = new RecordedWindowEvents();
        try (RunningHost host = PageHosts.start(PageHosts.USUAL, headless, setup(loading), "loading")) {
            host.loop().run(() -> loading.deed().accept(host.newWindow(7, "A page", events)), LIMIT);
            host.loop().run(host::loaded, LIMIT);
            String told = "nothing";
            long until = System.nanoTime() + LIMIT.toNanos();
            while (!told.equals(loading.end()) && System.nanoTime() < until) { // a window manager has its own time
                WindowState state = events.states().poll(LIMIT.toMillis() / 10, TimeUnit.MILLISECONDS);
                told = state == null ? told : "visible " + state.visible() + ", maximized " + state.maximized();
            }
            return told;
        }
    }

    private static WindowSetup setup(Loading loading) {
        WindowState state = WindowState.hidden(THERE, "").with(loading.show(), false, loading.large(), false);
        return new WindowSetup(state, false, true, true, Standing.FOCUSED, 0, 0, null, 0);
    }
}
