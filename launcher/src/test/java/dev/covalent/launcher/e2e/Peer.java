package dev.covalent.launcher.e2e;

import dev.covalent.common.TypeToken;
import dev.covalent.common.Value;
import dev.covalent.main.WebContents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A scripted renderer, as the tests in main see it. Thread-safe. */
final class Peer {
    private static final TypeToken<List<Heard>> MESSAGES = new TypeToken<>() {};
    private static final long LIMIT_SECONDS = 20;

    private final Scripts scripts;
    private final WebContents contents;
    private final int windowId;

    Peer(Scripts scripts, WebContents contents, int windowId) {
        this.scripts = scripts;
        this.contents = contents;
        this.windowId = windowId;
    }

    WebContents contents() {
        return contents;
    }

    int id() {
        return contents.id();
    }

    int windowId() {
        return windowId;
    }

    /** Runs a script on a thread of its own in the renderer, and returns its result. */
    Value run(Script script, @Nullable Object... args) {
        return settled(start(script, args));
    }

    /** Runs a script on the renderer's event loop, and returns its result. */
    Value runOnLoop(Script script, @Nullable Object... args) {
        return settled(startOnLoop(script, args));
    }

    /** Runs an errand on a thread of its own in the renderer, and returns its result. */
    Value run(Errand errand, @Nullable Object... args) {
        return settled(start(errand, args));
    }

    /** Runs an errand on the renderer's event loop, and returns its result. */
    Value runOnLoop(Errand errand, @Nullable Object... args) {
        return settled(scripts.start(contents, true, Script.ERRAND, with(errand, args)));
    }

    /** Starts an errand on a thread of its own in the renderer. */
    CompletableFuture<Value> start(Errand errand, @Nullable Object... args) {
        return scripts.start(contents, false, Script.ERRAND, with(errand, args));
    }

    /** Starts a script on a thread of its own in the renderer. */
    CompletableFuture<Value> start(Script script, @Nullable Object... args) {
        return scripts.start(contents, false, script, Arrays.asList(args));
    }

    /** Starts a script on the renderer's event loop. */
    CompletableFuture<Value> startOnLoop(Script script, @Nullable Object... args) {
        return scripts.start(contents, true, script, Arrays.asList(args));
    }

    /** Makes the renderer keep what comes on a channel. */
    void listen(String channel) {
        run(Script.LISTEN, channel);
    }

    /** Waits until that many messages have come and takes all that have. */
    List<Heard> heard(String channel, int count) {
        return run(Script.HEARD, channel, count).get(MESSAGES);
    }

    private static List<@Nullable Object> with(Errand errand, @Nullable Object... args) {
        List<@Nullable Object> all = new ArrayList<>(Arrays.asList(args));
        all.add(0, errand);
        return all;
    }

    static <T> T settled(CompletableFuture<T> result) {
        try {
            return result.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new AssertionError(failed.getCause());
        } catch (TimeoutException late) {
            throw new AssertionError("Nothing came within " + LIMIT_SECONDS + " s", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
