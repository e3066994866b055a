package dev.covalent.renderer;

import java.util.Optional;
import java.util.function.Supplier;

/** Calls what it is given, as a page does. */
public final class CallingPage {
    private CallingPage() {}

    /** Calls it. */
    public static String call(Supplier<String> called) {
        return called.get();
    }

    /** Has the JDK call it. */
    public static String callThroughTheJdk(Supplier<String> called) {
        return Optional.<String>empty().orElseGet(called);
    }

    /** Calls it in a lambda. */
    public static String callInALambda(Supplier<String> called) {
        return call(() -> called.get());
    }
}
