package dev.covalent.renderer.boot;

import dev.covalent.common.frame.UtilityBootstrap;
import dev.covalent.common.process.ExitCodes;
import dev.covalent.common.transport.Address;
import dev.covalent.common.transport.Dialer;
import dev.covalent.common.transport.Lifeline;
import dev.covalent.common.transport.SessionKey;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main class of a utility process, which runs that of the application. Who it is and how it gets in comes over standard
 * input, as it does for a renderer.
 */
public final class UtilityMain {
    private static final Logger log = LoggerFactory.getLogger(UtilityMain.class);
    private static final int CANNOT_START = 70; // EX_SOFTWARE of sysexits.h
    private static final int UNCAUGHT = 1;

    private UtilityMain() {}

    /** Runs the application's main class; the JVM then ends as any does. */
    public static void main(String[] arguments) {
        UtilityBootstrap bootstrap;
        try {
            bootstrap = connect();
        } catch (IOException | RuntimeException failed) {
            if (ChildMain.isMainGone()) {
                log.info("The utility process does not start: its main process has ended", failed);
                System.exit(ExitCodes.PARENT_GONE);
            }
            tell(failed);
            System.exit(CANNOT_START);
            return;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            System.exit(CANNOT_START);
            return;
        }
        try {
            run(mainMethod(bootstrap), bootstrap.arguments().toArray(String[]::new));
        } catch (Throwable uncaught) { // whatever it is, it ends the process, and whoever looks there sees it
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, uncaught);
            System.exit(UNCAUGHT);
        }
    }

    /** What an unreachable main process is told by says it all, and is to be among what main shows of this process. */
    private static void tell(Exception failed) {
        if (failed instanceof IOException) {
            log.error("The utility process could not be started: {}", failed.getMessage());
            log.debug("What was in its way", failed);
        } else {
            log.error("The utility process could not be started", failed);
        }
    }

    private static UtilityBootstrap connect() throws IOException, InterruptedException {
        var input = System.in;
        UtilityBootstrap bootstrap =
                UtilityBootstrap.decode(ChildMain.bootstrap(input, "MainProcess.utilityProcess().fork(…) does that"));
        var unused = ChildMain.endWith(bootstrap.parentProcessId(), input);
        SessionKey key = SessionKey.of(bootstrap.sessionId(), bootstrap.secret().head());
        Dialer dialer = new Dialer(Address.parse(bootstrap.address()), () -> key);
        Lifeline lifeline = dialer.openLifeline(ChildMain.START_LIMIT);
        ParentPortProvider.provide(
                ConnectedUtility.connect(bootstrap.name(), dialer, lifeline).start());
        return bootstrap;
    }

    private static Method mainMethod(UtilityBootstrap bootstrap) throws ClassNotFoundException, NoSuchMethodException {
        Class<?> type;
        try {
            type = Class.forName(
                    bootstrap.mainClass(), false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new ClassNotFoundException(
                    "The main class " + bootstrap.mainClass() + " of utility process '" + bootstrap.name()
                            + "' is not on its class path: add it with UtilityOptions.classPath",
                    missing);
        }
        Method main = mainMethod(type);
        if (!Modifier.isStatic(main.getModifiers()) || main.getReturnType() != void.class) {
            throw noMain(type);
        }
        main.setAccessible(true); // its class may be the application's own affair
        return main;
    }

    /** Finds a public one, inherited or not, as {@code java} does; else its own. */
    private static Method mainMethod(Class<?> type) throws NoSuchMethodException {
        try {
            return type.getMethod("main", String[].class);
        } catch (NoSuchMethodException notPublic) {
            try {
                return type.getDeclaredMethod("main", String[].class);
            } catch (NoSuchMethodException missing) {
                throw noMain(type);
            }
        }
    }

    private static NoSuchMethodException noMain(Class<?> type) {
        return new NoSuchMethodException(type.getName() + " has no method 'public static void main(String[])', which a"
                + " utility process runs");
    }

    private static void run(Method main, String[] arguments) throws Throwable {
        try {
            main.invoke(null, (Object) arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
    }
}
