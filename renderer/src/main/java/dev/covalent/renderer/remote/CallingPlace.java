package dev.covalent.renderer.remote;

import dev.covalent.common.remote.CallbackReference;
import java.util.Set;

/** Finds where the application calls us from. */
final class CallingPlace {
    /** Our packages below which the application is, and the JDK's that stand between it and a proxy. */
    private static final Set<String> NOT_THE_APPLICATION =
            Set.of("dev.covalent.renderer.remote", "dev.covalent.common.remote", "jdk.proxy", "com.sun.proxy");

    private CallingPlace() {}

    /** Returns class, method, file and line of the innermost frame of the calling thread that is the application's. */
    static String find() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> isOfTheApplication(frame.getClassName()))
                        .findFirst()
                        .map(frame -> frame.toStackTraceElement().toString())
                        .orElse(CallbackReference.SOMEWHERE));
    }

    private static boolean isOfTheApplication(String className) {
        return NOT_THE_APPLICATION.stream().noneMatch(className::startsWith)
                && !className.contains(".$Proxy")
                && !className.startsWith("$Proxy");
    }
}
