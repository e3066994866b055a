package dev.covalent.launcher.bench.jvm;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Main's typed object. Thread-safe. */
final class SharedEcho implements Echo {
    private volatile @Nullable Function<Map<String, Object>, CompletionStage<Map<String, Object>>> callback;

    /** Returns the callback that the renderer registered. */
    Function<Map<String, Object>, CompletionStage<Map<String, Object>>> callback() {
        Function<Map<String, Object>, CompletionStage<Map<String, Object>>> registered = callback;
        if (registered == null) {
            throw new IllegalStateException("No renderer has registered a callback");
        }
        return registered;
    }

    @Override
    public Person echo(Person person) {
        return person;
    }

    @Override
    public Token make() {
        return new Token() {};
    }

    @Override
    public void register(Function<Map<String, Object>, CompletionStage<Map<String, Object>>> registered) {
        callback = registered;
    }
}
