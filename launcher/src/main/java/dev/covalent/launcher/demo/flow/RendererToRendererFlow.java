package dev.covalent.launcher.demo.flow;

/**
 * Renderer to renderer: main relays a message in its listener; {@code ipcRenderer.sendTo} needs no listener, and the
 * other renderer answers with {@code event.sender().sendTo(event.senderId(), …)}.
 */
final class RendererToRendererFlow implements Flow {
    private static final String TO_MAIN = "ping-event";
    private static final String BY_MAIN = "pong-event";
    private static final String ANSWER = "pong";

    @Override
    public int number() {
        return 6;
    }

    @Override
    public String title() {
        return "renderer to renderer: relay and sendTo";
    }

    @Override
    public void serve(MainSide main) {
        main.process()
                .ipcMain()
                .on(
                        TO_MAIN,
                        (event, message) -> main.send(message.get(0, int.class), BY_MAIN, "something", message.get(1)));
    }

    @Override
    public void listen(RendererSide renderer) {
        renderer.ipc().on(BY_MAIN, (event, message) -> {
            String nonce = message.get(1, String.class);
            renderer.saw(nonce, received(BY_MAIN, message.get(0, String.class), event.senderId()));
        });
        renderer.ipc().on(Ping.CHANNEL, (event, message) -> {
            String nonce = message.get(1, String.class);
            renderer.saw(nonce, Ping.received(message.get(0, String.class), nonce, event.senderId()));
            if (event.senderId() != 0) {
                event.sender().sendTo(event.senderId(), ANSWER, nonce);
            }
        });
        renderer.ipc().on(ANSWER, (event, message) -> {
            String nonce = message.get(0, String.class);
            renderer.saw(nonce, received(ANSWER, nonce, event.senderId()));
        });
    }

    @Override
    public void begin(RendererSide renderer, Assignment run) {
        int other = run.responder().contentsId();
        renderer.ipc().send(TO_MAIN, other, run.nonce());
        renderer.ipc().sendTo(other, Ping.CHANNEL, Ping.TEXT, run.nonce());
    }

    @Override
    public Expectation expect(Assignment run) {
        Actor initiator = run.initiator();
        Actor responder = run.responder();
        return Expectation.none()
                .and(
                        responder.role(),
                        received(BY_MAIN, "something", 0),
                        Ping.received(Ping.TEXT, run.nonce(), initiator.contentsId()))
                .and(initiator.role(), received(ANSWER, run.nonce(), responder.contentsId()));
    }

    private static String received(String channel, String text, int senderId) {
        return channel + " '" + text + "', senderId " + senderId;
    }
}
