package dev.covalent.launcher.demo.flow;

import dev.covalent.common.Value;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Requests: {@code ipcRenderer.invoke} and {@code ipcMain.handle}, and the three errors they have. */
final class InvokeFlow implements Flow {
    private static final String PLAIN = "shout";
    private static final String LATER = "shoutLater";
    private static final String FAILING = "fail";
    private static final String UNHANDLED = "nobody";
    private static final long LATER_MILLIS = 20;

    @Override
    public int number() {
        return 3;
    }

    @Override
    public String title() {
        return "invoke and handle";
    }

    @Override
    public void serve(MainSide main) {
        main.process().ipcMain().handle(PLAIN, (event, message) -> shout(message.get(0, String.class)));
        main.process()
                .ipcMain()
                .handle(
                        LATER,
                        (event, message) -> new CompletableFuture<String>()
                                .completeOnTimeout(
                                        shout(message.get(0, String.class)), LATER_MILLIS, TimeUnit.MILLISECONDS));
        main.process().ipcMain().handle(FAILING, (event, message) -> {
            throw new IllegalStateException("no luck with " + message.get(0, String.class));
        });
    }

    @Override
    public void start(MainSide main, Assignment run) {
        try {
            main.process().ipcMain().handle(PLAIN, (event, message) -> "never");
            main.saw(run.nonce(), "a second handler for '" + PLAIN + "' was taken");
        } catch (IllegalStateException refused) {
            main.saw(run.nonce(), String.valueOf(refused.getMessage()));
        }
        main.tell(run);
    }

    @Override
    public void begin(RendererSide renderer, Assignment run) {
        List<CompletableFuture<String>> outcomes = List.of(PLAIN, LATER, FAILING, UNHANDLED).stream()
                .map(channel -> renderer.ipc().invoke(channel, run.nonce()).handle(InvokeFlow::outcome))
                .toList();
        CompletableFuture<Void> unused = CompletableFuture.allOf(outcomes.toArray(CompletableFuture<?>[]::new))
                .thenRun(() -> outcomes.forEach(outcome -> renderer.saw(run.nonce(), outcome.join())));
    }

    @Override
    public Expectation expect(Assignment run) {
        return Expectation.none()
                .and(Actor.MAIN, "Attempted to register a second handler for '" + PLAIN + "'")
                .and(
                        run.initiator().role(),
                        "the answer is " + shout(run.nonce()),
                        "the answer is " + shout(run.nonce()),
                        "Error invoking remote method '" + FAILING + "': java.lang.IllegalStateException: no luck with "
                                + run.nonce(),
                        "Error invoking remote method '" + UNHANDLED + "': Error: No handler registered for '"
                                + UNHANDLED + "'");
    }

    private static String outcome(@Nullable Value answer, @Nullable Throwable failure) {
        if (answer != null) {
            return "the answer is " + answer.get(String.class);
        }
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        return cause == null ? "no answer" : String.valueOf(cause.getMessage());
    }

    private static String shout(String text) {
        return "HELLO " + text.toUpperCase(Locale.ROOT);
    }
}
