package dev.covalent.launcher.bench.jvm;

import dev.covalent.common.MessagePort;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Renderer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The renderer that sends back what the other one pings it with, and counts what that one streams. */
final class PartnerPart implements Part {
    private final Count count = new Count();
    private final Count portCount = new Count();
    private @Nullable Renderer renderer;

    @Override
    public String open(String mainName) {
        Renderer attached =
                Renderer.attachment(mainName).headless(true).setUp(this::answer).attach();
        renderer = attached;
        return Integer.toString(attached.webContentsId());
    }

    private void answer(Renderer attached) {
        IpcRenderer ipc = attached.ipcRenderer();
        ipc.on(Channels.PING, (event, message) -> ipc.sendTo(event.senderId(), Channels.PONG, message.get(0)));
        ipc.on(
                Channels.PING_FOR,
                (event, message) -> ipc.sendTo(message.get(0, int.class), Channels.PONG, message.get(1)));
        ipc.on(Channels.START, (event, message) -> count.start(message.get(0, long.class), message.get(1, long.class)));
        ipc.on(
                Channels.STREAM,
                (event, message) -> count.take(
                        message.get(0),
                        (received, unordered) -> ipc.sendTo(event.senderId(), Channels.TAKEN, received, unordered)));
        ipc.on(Channels.PORTS, (event, message) -> {
            echo(event.ports().get(0));
            count(event.ports().get(1));
        });
    }

    private static void echo(MessagePort port) {
        port.onMessage(event -> port.postMessage(event.data().get()));
    }

    private void count(MessagePort port) {
        port.onMessage(event -> {
            if (event.data().get() instanceof List<?> start) {
                portCount.start(((Number) start.get(0)).longValue(), ((Number) start.get(1)).longValue());
            } else {
                portCount.take(
                        event.data().get(), (received, unordered) -> port.postMessage(List.of(received, unordered)));
            }
        });
    }

    @Override
    public void close() {
        if (renderer != null) {
            renderer.close();
        }
    }
}
