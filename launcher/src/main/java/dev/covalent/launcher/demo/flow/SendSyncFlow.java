package dev.covalent.launcher.demo.flow;

import java.util.Map;

/** A message whose sender waits: {@code ipcRenderer.sendSync} and {@code event.returnValue}. */
final class SendSyncFlow implements Flow {
    private static final String CHANNEL = "sendsync";

    @Override
    public int number() {
        return 4;
    }

    @Override
    public String title() {
        return "sendSync and returnValue";
    }

    @Override
    public void serve(MainSide main) {
        main.process().ipcMain().on(CHANNEL, (event, message) -> {
            String nonce = message.get(1, String.class);
            main.saw(nonce, question(message.get(0)));
            event.returnValue("answer to " + nonce);
        });
    }

    @Override
    public void begin(RendererSide renderer, Assignment run) {
        String answer = renderer.ipc()
                .sendSync(CHANNEL, Map.of("name", "poetries"), run.nonce())
                .get(String.class);
        renderer.saw(run.nonce(), returned(answer));
    }

    @Override
    public Expectation expect(Assignment run) {
        return Expectation.none()
                .and(Actor.MAIN, question(Map.of("name", "poetries")))
                .and(run.initiator().role(), returned("answer to " + run.nonce()));
    }

    private static String question(Object asked) {
        return CHANNEL + " " + asked;
    }

    private static String returned(String answer) {
        return CHANNEL + " returned '" + answer + "'";
    }
}
