package dev.covalent.renderer.remote;

import dev.covalent.common.frame.ObjectReference;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds where the application calls us from. It is asked for each callback that a page passes. */
final class CallingPlace {
    /** Our packages below which the application is, and those of the JDK in between. */
    private static final List<String> NOT_THE_APPLICATION = List.of(
            "dev.covalent.renderer.remote.",
            "dev.covalent.common.remote.",
            "dev.covalent.common.clone.",
            "java.",
            "jdk.",
            "sun.");

    /** About as many frames of ours as there are before the first of the application: the JDK fetches them at once. */
    private static final int USUAL_DEPTH = 32;

    private static final StackWalker FRAMES =
            StackWalker.getInstance(Set.of(Option.RETAIN_CLASS_REFERENCE), USUAL_DEPTH);

    /** Whether a class is the application's, found out once. */
    private static final ClassValue<Boolean> OF_THE_APPLICATION = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return !Proxy.isProxyClass(type) && NOT_THE_APPLICATION.stream().noneMatch(type.getName()::startsWith);
        }
    };

    private CallingPlace() {}

    /** Returns class, method, file and line of the innermost frame of the calling thread that is the application's. */
    static String find() {
        return FRAMES.walk(CallingPlace::ofTheApplication)
                .map(frame -> frame.toStackTraceElement().toString())
                .orElse(ObjectReference.SOMEWHERE);
    }

    private static Optional<StackFrame> ofTheApplication(Stream<StackFrame> frames) {
        return frames.filter(frame -> OF_THE_APPLICATION.get(frame.getDeclaringClass()))
                .findFirst();
    }
}
