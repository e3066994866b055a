package dev.covalent.renderer.boot;

import com.formdev.flatlaf.FlatLightLaf;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.Bootstrap;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Introduction;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.frame.Welcome;
import dev.covalent.common.frame.WindowSetup;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.process.ExitCodes;
import dev.covalent.common.process.ParentWatchdog;
import dev.covalent.common.process.ProcessIdentity;
import dev.covalent.common.transport.Address;
import dev.covalent.common.transport.Dialer;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.renderer.rmi.RmiRehearsal;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main class of a JVM whose loaded classes are archived when it exits: it does what a renderer does when it starts, and
 * connects to nobody. None of the application's code runs.
 */
public final class ArchiveTraining {
    private static final Logger log = LoggerFactory.getLogger(ArchiveTraining.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String PROOF = "HmacSHA256";
    private static final String NOBODY = "nobody-is-here";

    private ArchiveTraining() {}

    /** Trains, once; the argument is the id of the process that asked for it. */
    public static void main(String[] arguments) {
        ProcessIdentity parent = new ProcessIdentity(Long.parseLong(arguments[0]), null);
        ParentWatchdog.watch(parent, System.in, () -> Runtime.getRuntime().halt(ExitCodes.PARENT_GONE));
        System.setProperty("guice_bytecode_gen_option", "DISABLED"); // as renderers are started
        List<Step> steps = List.of(
                ArchiveTraining::loadClasses,
                ArchiveTraining::encode,
                ArchiveTraining::callByRmi,
                ArchiveTraining::dial,
                () -> StartRehearsal.run(TrainingPage.class.getName(), LIMIT),
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

    /** Loads all of the renderer's classes, and those of what it has in common with main. */
    static void loadClasses() throws IOException, URISyntaxException {
        for (Class<?> oneOf : List.of(ArchiveTraining.class, StructuredClone.class)) {
            Path jar = Path.of(
                    oneOf.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (JarFile open = new JarFile(jar.toFile())) {
                open.stream()
                        .map(ZipEntry::getName)
                        .filter(ArchiveTraining::isOurs)
                        .forEach(ArchiveTraining::load);
            }
        }
    }

    private static boolean isOurs(String name) {
        return name.endsWith(".class")
                && (name.startsWith("dev/covalent/common/") || name.startsWith("dev/covalent/renderer/"));
    }

    private static void load(String file) {
        String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
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
        log.debug("Training: {}", Upstream.decode(new Upstream.PageLoaded().encode()));
        log.debug("Training: {}", Downstream.decode(new Downstream.Message(NOBODY, 0, payload, List.of()).encode()));
    }

    private static void callByRmi() throws IOException {
        log.debug("Training: {}", RmiRehearsal.call(new byte[10]));
    }

    private static void dial() throws GeneralSecurityException {
        SessionKey key = SessionKey.random(1);
        Mac proof = Mac.getInstance(PROOF); // which is only worked out once somebody listens
        proof.init(new SecretKeySpec(key.secret(), PROOF));
        log.debug("Training: {}", proof.doFinal());
        Dialer dialer = new Dialer(Address.parse("unix:/" + NOBODY), () -> key);
        try {
            dialer.openLifeline().close();
        } catch (IOException expected) {
            log.debug("Training: nobody is there", expected);
        } finally {
            dialer.close();
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
