package dev.covalent.renderer.remote;

import dev.covalent.common.frame.ObjectReference;
import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds where the application calls us from. */
final class CallingPlace {
    /** Our packages below which the application is, and those of the JDK and its proxies in between. */
    private static final List<String> NOT_THE_APPLICATION = List.of(
            "dev.covalent.renderer.remote.",
            "dev.covalent.common.remote.",
            "dev.covalent.common.clone.",
            "java.",
            "jdk.",
            "sun.",
            "com.sun.proxy.");

    private CallingPlace() {}

    /** Returns class, method, file and line of the innermost frame of the calling thread that is the application's. */
    static String find() {
        return StackWalker.getInstance()
                .walk(CallingPlace::ofTheApplication)
                .map(frame -> frame.toStackTraceElement().toString())
                .orElse(ObjectReference.SOMEWHERE);
    }

    private static Optional<StackFrame> ofTheApplication(Stream<StackFrame> frames) {
        return frames.filter(frame -> isOfTheApplication(frame.getClassName())).findFirst();
    }

    private static boolean isOfTheApplication(String className) {
        boolean isProxy = className.startsWith("$Proxy") || className.contains(".$Proxy");
        return !isProxy && NOT_THE_APPLICATION.stream().noneMatch(className::startsWith);
    }
}
