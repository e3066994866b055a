package dev.covalent.renderer.boot;

import com.formdev.flatlaf.FlatLightLaf;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.Bootstrap;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Introduction;
import dev.covalent.common.frame.PageNews;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.frame.Welcome;
import dev.covalent.common.frame.WindowSetup;
import dev.covalent.common.payload.Payload;
import dev.covalent.renderer.Page;
import dev.covalent.renderer.rmi.RehearsalMain;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The main class of a JVM whose loaded classes are archived when it exits: it does what a renderer does when it starts, and
 * is main to itself: nobody else is connected. None of the application's code runs.
 */
public final class ArchiveTraining {
    private static final Logger log = LoggerFactory.getLogger(ArchiveTraining.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String CLASS_FILE = ".class";
    private static final String NOBODY = "nobody-is-here";

    private ArchiveTraining() {}

    /** Trains, once; the argument is the id of the process that asked for it. */
    public static void main(String[] arguments) {
        ChildMain.endWith(Long.parseLong(arguments[0]), System.in);
        RendererMain.prepare();
        ForkedRenderer.prepare();
        System.setProperty("guice_bytecode_gen_option", "DISABLED"); // as renderers are started
        List<Step> steps = List.of(
                ArchiveTraining::loadClasses,
                ArchiveTraining::loadLogging,
                ArchiveTraining::encode,
                ArchiveTraining::startRenderers,
                ArchiveTraining::lookInTime);
        try {
            steps.forEach(ArchiveTraining::attempt);
        } finally {
            // RMI's threads would keep it, and an orderly exit may call what the application logs by.
            Runtime.getRuntime().halt(0);
        }
    }

    static void attempt(Step step) {
        try {
            step.run();
        } catch (Throwable failed) { // a screen that is not there is an Error; what is missed is only not archived
            log.debug("A step of the training failed", failed);
        }
    }

    interface Step {
        void run() throws Exception;
    }

    /** Loads all classes of the renderer, and of what it has in common with main, in whatever jar they are. */
    private static void loadClasses() {
        Stream.of(ArchiveTraining.class, StructuredClone.class)
                .map(ArchiveTraining::jarOf)
                .forEach(jar -> attempt(() -> load(jar, ArchiveTraining::isOurs)));
    }

    private static boolean isOurs(String name) {
        return name.startsWith("dev/covalent/common/") || name.startsWith("dev/covalent/renderer/");
    }

    /** Loads the classes of what the application logs by, and runs nothing of it; one that is in one jar with all else is left out. */
    private static void loadLogging() {
        URL ours = jarOf(ArchiveTraining.class);
        ServiceLoader.load(SLF4JServiceProvider.class).stream()
                .map(provider -> jarOf(provider.type()))
                .filter(jar -> !jar.toExternalForm().equals(ours.toExternalForm()))
                .forEach(jar -> attempt(() -> load(jar, name -> true)));
    }

    private static URL jarOf(Class<?> oneOf) {
        return oneOf.getProtectionDomain().getCodeSource().getLocation();
    }

    private static void load(URL jar, Predicate<String> wanted) throws IOException, URISyntaxException {
        try (JarFile open = new JarFile(Path.of(jar.toURI()).toFile())) {
            open.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(CLASS_FILE) && wanted.test(name))
                    .forEach(ArchiveTraining::load);
        }
    }

    private static void load(String file) {
        String name = file.substring(0, file.length() - CLASS_FILE.length()).replace('/', '.');
        try {
            Class<?> unused = Class.forName(name, false, ArchiveTraining.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError absent) { // what an optional library is needed for
            log.debug("{} is not archived", name, absent);
        }
    }

    static void encode() {
        Object value = Map.of("text", "é", "numbers", List.of(1, 2L, 3.5), "bytes", new byte[10]);
        Payload payload = StructuredClone.encodeArguments(value, null, true);
        log.debug("Training: {}", StructuredClone.arguments(payload).toList());
        Bootstrap bootstrap = new Bootstrap(
                "unix:/x", 1, Payload.of(new byte[1]), 1, NOBODY, WindowSetup.sized(1, 1, false), "", true, List.of());
        log.debug("Training: {}", Bootstrap.decode(bootstrap.encode()));
        log.debug("Training: {}", Welcome.decode(new Welcome(NOBODY, 1, 1, NOBODY, 1, 1, 1).encode()));
        log.debug("Training: {}", Introduction.decode(new Introduction(1, 1, NOBODY).encode()));
        log.debug("Training: {}", Upstream.decode(new PageNews.PageLoaded().encode()));
        log.debug("Training: {}", Downstream.decode(new Downstream.Message(NOBODY, 0, payload, List.of()).encode()));
    }

    /** Starts renderers, as they are started when main has forked them, until their pages have loaded. */
    private static void startRenderers() throws IOException {
        try (RehearsalMain main = RehearsalMain.open(Path.of(""), LIMIT)) {
            for (Class<? extends Page> page : List.of(TrainingPage.class, InjectedTrainingPage.class)) {
                attempt(() -> startRenderer(main, page));
            }
        }
    }

    private static void startRenderer(RehearsalMain main, Class<? extends Page> page)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Bootstrap bootstrap = new Bootstrap(
                main.address().format(),
                main.key().id(),
                Payload.of(main.key().secret()),
                ProcessHandle.current().pid(),
                page.getName(),
                WindowSetup.sized(1, 1, false),
                "",
                true,
                List.of());
        try (ConnectedRenderer renderer = ForkedRenderer.start(Bootstrap.decode(bootstrap.encode()))) {
            renderer.loading().get(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Does without the looks where a screen does not answer. */
    private static void lookInTime() throws InterruptedException {
        Thread looking = Threads.daemon("look", () -> attempt(ArchiveTraining::look));
        looking.start();
        looking.join(LIMIT.toMillis());
    }

    /** Loads the looks of a window, without one that could be seen, and without what the application adds to them. */
    private static void look() {
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        if (!GraphicsEnvironment.isHeadless()) {
            FlatLightLaf.setup();
            JPanel panel = new JPanel();
            panel.add(new JButton(NOBODY));
            panel.add(new JLabel(NOBODY));
            log.debug("Training: {}", panel.getPreferredSize());
        }
    }
}
