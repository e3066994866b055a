package dev.covalent.launcher.demo.flow;

import dev.covalent.main.App;
import dev.covalent.main.WebContents;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Main to renderer: {@code webContents.send} once the page has loaded. */
final class PushFlow implements Flow {
    private static final String CHANNEL = "toNews";

    private final Map<Integer, CompletableFuture<Void>> loads = new ConcurrentHashMap<>();

    @Override
    public int number() {
        return 5;
    }

    @Override
    public String title() {
        return "webContents.send after did-finish-load";
    }

    @Override
    public void serve(MainSide main) {
        main.process()
                .app()
                .on(
                        App.BROWSER_WINDOW_CREATED,
                        window -> window.webContents()
                                .on(
                                        WebContents.DID_FINISH_LOAD,
                                        contents -> load(contents.id()).complete(null)));
    }

    @Override
    public void listen(RendererSide renderer) {
        renderer.ipc().on(CHANNEL, (event, message) -> {
            String nonce = message.get(2, String.class);
            renderer.saw(nonce, received(message.get(0), message.get(1, int.class), nonce, event.senderId()));
        });
    }

    @Override
    public void start(MainSide main, Assignment run) {
        Actor target = run.initiator();
        CompletableFuture<Void> unused = load(target.contentsId()).thenRun(() -> {
            main.saw(run.nonce(), loaded(target));
            main.send(target.contentsId(), CHANNEL, Map.of("name", "poetries"), target.windowId(), run.nonce());
        });
    }

    @Override
    public Expectation expect(Assignment run) {
        Actor target = run.initiator();
        return Expectation.none()
                .and(Actor.MAIN, loaded(target))
                .and(target.role(), received(Map.of("name", "poetries"), target.windowId(), run.nonce(), 0));
    }

    private CompletableFuture<Void> load(int contentsId) {
        return loads.computeIfAbsent(contentsId, id -> new CompletableFuture<>());
    }

    private static String loaded(Actor target) {
        return "did-finish-load of contents " + target.contentsId();
    }

    private static String received(Object what, int windowId, String nonce, int senderId) {
        return CHANNEL + " " + what + " for window " + windowId + " " + nonce + ", senderId " + senderId;
    }
}
