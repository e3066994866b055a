package dev.covalent.launcher.demo.flow;

/** Main answers with messages of its own: {@code event.sender().send} and {@code event.reply}. */
final class ReplyFlow implements Flow {
    private static final String QUESTION = "askForReply";
    private static final String ANSWER = "backToRender";
    private static final String BY_SENDER = "reply from main";
    private static final String BY_REPLY = "the same, by reply";

    @Override
    public int number() {
        return 2;
    }

    @Override
    public String title() {
        return "event.sender().send and event.reply";
    }

    @Override
    public void serve(MainSide main) {
        main.process().ipcMain().on(QUESTION, (event, message) -> {
            String nonce = message.get(0, String.class);
            event.sender().send(ANSWER, BY_SENDER, nonce);
            event.reply(ANSWER, BY_REPLY, nonce);
        });
    }

    @Override
    public void listen(RendererSide renderer) {
        renderer.ipc().on(ANSWER, (event, message) -> {
            String nonce = message.get(1, String.class);
            renderer.saw(nonce, text(message.get(0, String.class), nonce, event.senderId()));
        });
    }

    @Override
    public void begin(RendererSide renderer, Assignment run) {
        renderer.ipc().send(QUESTION, run.nonce());
    }

    @Override
    public Expectation expect(Assignment run) {
        return Expectation.none()
                .and(run.initiator().role(), text(BY_SENDER, run.nonce(), 0), text(BY_REPLY, run.nonce(), 0));
    }

    private static String text(String answer, String nonce, int senderId) {
        return ANSWER + " '" + answer + "' " + nonce + ", senderId " + senderId;
    }
}
