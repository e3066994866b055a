package dev.covalent.launcher.demo.flow;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A message that carries a {@code MessagePort}: a renderer sends one end to main, main sends it on to another renderer,
 * and the two renderers then talk without anybody's listener in between.
 */
final class PortFlow implements Flow {
    private static final String CHANNEL = "port";
    private static final int QUESTIONS = 3;

    /** What goes with the port to main. */
    record Consignment(int contentsId, String nonce) {}

    @Override
    public int number() {
        return 10;
    }

    @Override
    public String title() {
        return "a message that carries a MessagePort";
    }

    @Override
    public void serve(MainSide main) {
        main.process().ipcMain().on(CHANNEL, (event, message) -> {
            Consignment consignment = message.get(0, Consignment.class);
            main.saw(consignment.nonce(), carried(event.ports().size()));
            main.process()
                    .browserWindows()
                    .webContentsFromId(consignment.contentsId())
                    .orElseThrow()
                    .postMessage(CHANNEL, consignment.nonce(), event.ports());
        });
    }

    @Override
    public void listen(RendererSide renderer) {
        renderer.ipc().on(CHANNEL, (event, message) -> {
            String nonce = message.get(0, String.class);
            MessagePort port = event.ports().get(0);
            port.onMessage(posted -> {
                String question = posted.data().get(String.class);
                renderer.saw(nonce, received(question));
                port.postMessage(answer(question));
            });
        });
    }

    @Override
    public void begin(RendererSide renderer, Assignment run) {
        MessageChannel channel = renderer.ipc().newMessageChannel();
        String last = answer(question(QUESTIONS, run));
        channel.port1().onMessage(posted -> {
            String answer = posted.data().get(String.class);
            renderer.saw(run.nonce(), received(answer));
            if (answer.equals(last)) {
                channel.port1().close();
            }
        });
        channel.port1().postMessage(question(1, run)); // waits in the other end, and travels with it
        renderer.ipc()
                .postMessage(
                        CHANNEL, new Consignment(run.responder().contentsId(), run.nonce()), List.of(channel.port2()));
        IntStream.rangeClosed(2, QUESTIONS).forEach(i -> channel.port1().postMessage(question(i, run)));
    }

    @Override
    public Expectation expect(Assignment run) {
        Expectation expected = Expectation.none().and(Actor.MAIN, carried(1));
        for (int i = 1; i <= QUESTIONS; i++) {
            expected = expected.and(run.responder().role(), received(question(i, run)))
                    .and(run.initiator().role(), received(answer(question(i, run))));
        }
        return expected;
    }

    private static String question(int number, Assignment run) {
        return "question " + number + " " + run.nonce();
    }

    private static String answer(String question) {
        return "answer to " + question;
    }

    private static String carried(int ports) {
        return "a message with " + ports + " port(s)";
    }

    private static String received(String message) {
        return "received over the port '" + message + "'";
    }
}
