package dev.covalent.launcher.bench.jvm;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.launcher.bench.plan.Payload;
import dev.covalent.launcher.bench.plan.Subject;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.LiveObject;
import dev.covalent.renderer.RemoteBrowserWindow;
import dev.covalent.renderer.RemoteModule;
import dev.covalent.renderer.RemoteObject;
import dev.covalent.renderer.RemoteReference;
import dev.covalent.renderer.Renderer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The renderer that measures; it also answers and counts what main sends it. */
final class RendererPart implements Part {
    private final AtomicReference<@Nullable PingPong> pingPong = new AtomicReference<>();
    private final AtomicReference<@Nullable Window> window = new AtomicReference<>();
    private final Count count = new Count();
    private @Nullable Renderer renderer;
    private @Nullable MessagePort echoPort;
    private @Nullable MessagePort streamPort;
    private int partner;

    @Override
    public String open(String mainName) {
        Renderer attached =
                Renderer.attachment(mainName).headless(true).setUp(this::listen).attach();
        renderer = attached;
        return Integer.toString(attached.webContentsId());
    }

    private void listen(Renderer attached) {
        IpcRenderer ipc = attached.ipcRenderer();
        ipc.on(Channels.PING, (event, message) -> ipc.send(Channels.PONG, message.get(0)));
        ipc.on(Channels.START, (event, message) -> count.start(message.get(0, long.class), message.get(1, long.class)));
        ipc.on(
                Channels.STREAM,
                (event, message) -> count.take(
                        message.get(0), (received, unordered) -> ipc.send(Channels.TAKEN, received, unordered)));
        ipc.on(Channels.PONG, (event, message) -> pong(message.get(0)));
        ipc.on(Channels.TAKEN, (event, message) -> taken(message.get(0, long.class), message.get(1, long.class)));
    }

    @Override
    public void meet(int rendererId, int partnerId) {
        partner = partnerId;
        attached().remote().getGlobal(Channels.TYPED, Echo.class).register(CompletableFuture::completedFuture);
        IpcRenderer ipc = ipc();
        MessageChannel echo = ipc.newMessageChannel();
        MessageChannel stream = ipc.newMessageChannel();
        ipc.postMessage(Channels.PORTS, partnerId, List.of(echo.port2(), stream.port2()));
        echo.port1().onMessage(event -> pong(event.data().get()));
        stream.port1().onMessage(event -> {
            List<?> taken = event.data().get(List.class);
            taken(((Number) taken.get(0)).longValue(), ((Number) taken.get(1)).longValue());
        });
        echoPort = echo.port1();
        streamPort = stream.port1();
    }

    @Override
    public Probe probe(Subject subject, Payload payload) throws IOException {
        IpcRenderer ipc = ipc();
        Object message = payload == Payload.RECORDS ? "" : new Messages(payload).numbered(1);
        return switch (subject) {
            case SEND_SYNC -> () -> ipc.sendSync(Channels.ECHO, message).get();
            case INVOKE -> () -> ipc.invoke(Channels.ECHO, message).join().get();
            case PROPERTY_GET -> propertyGet();
            case PROPERTY_SET -> propertySet();
            case TYPED_METHOD -> typedMethod();
            case LIVE_READ -> liveRead();
            case BATCH -> batch();
            case REFERENCE -> reference();
            case SEND_TO -> pingPong(() -> ipc.sendTo(partner, Channels.PING, message));
            case REMOTE_SEND -> remoteSend(message);
            case PORT -> {
                MessagePort port = met(echoPort);
                yield pingPong(() -> port.postMessage(message));
            }
            default -> CodecProbes.of(subject, payload);
        };
    }

    @Override
    public Stream stream(Subject subject, Payload payload) {
        IpcRenderer ipc = ipc();
        return switch (subject) {
            case SEND ->
                stream(
                        payload,
                        start -> ipc.send(Channels.START, start.get(0), start.get(1)),
                        message -> ipc.send(Channels.STREAM, message));
            case SEND_TO ->
                stream(
                        payload,
                        start -> ipc.sendTo(partner, Channels.START, start.get(0), start.get(1)),
                        message -> ipc.sendTo(partner, Channels.STREAM, message));
            case PORT -> {
                MessagePort port = met(streamPort);
                yield stream(payload, port::postMessage, port::postMessage);
            }
            default -> throw new IllegalArgumentException("The renderer streams no " + subject);
        };
    }

    private Stream stream(Payload payload, Consumer<List<Long>> start, Consumer<Object> way) {
        Window open = new Window(payload);
        Messages messages = new Messages(payload);
        window.set(open);
        return messageCount -> {
            open.start();
            start.accept(List.of(messageCount, open.step()));
            return open.send(messageCount, messages, way);
        };
    }

    private Probe pingPong(Runnable ping) {
        PingPong probe = new PingPong(ping);
        pingPong.set(probe);
        return probe;
    }

    private Probe propertyGet() {
        RemoteObject bag = attached().remote().getGlobal(Channels.BAG);
        return () -> bag.get(Channels.BAG);
    }

    private Probe propertySet() {
        RemoteObject bag = attached().remote().getGlobal(Channels.BAG);
        Messages messages = new Messages(Payload.SMALL);
        AtomicLong number = new AtomicLong();
        return () -> {
            bag.set(Channels.WRITTEN, messages.numbered(number.incrementAndGet()));
            return null;
        };
    }

    private Probe liveRead() {
        LiveObject live = attached().remote().getGlobal(Channels.BAG).live();
        return new Probe() {
            @Override
            public Object call() {
                return live.get(Channels.COUNT, Integer.class);
            }

            @Override
            public void close() {
                live.close();
            }
        };
    }

    private Probe batch() {
        RemoteObject bag = attached().remote().getGlobal(Channels.BAG);
        return () -> bag.batch(gets -> {
                    for (int i = 0; i < 100; i++) {
                        gets.get(Channels.BAG);
                    }
                })
                .get(99)
                .get();
    }

    private Probe reference() {
        Echo echo = attached().remote().getGlobal(Channels.TYPED, Echo.class);
        return () -> {
            Echo.Token made = echo.make();
            RemoteReference.of(made).ifPresent(RemoteReference::close);
            return made;
        };
    }

    private Probe typedMethod() {
        Echo echo = attached().remote().getGlobal(Channels.TYPED, Echo.class);
        Echo.Person person = Messages.person();
        return () -> echo.echo(person);
    }

    private Probe remoteSend(Object message) {
        RemoteModule remote = attached().remote();
        int own = attached().webContentsId();
        int window = remote.browserWindow().getAllWindows().stream()
                .filter(candidate -> candidate.webContents().id() == partner)
                .mapToInt(RemoteBrowserWindow::id)
                .findFirst()
                .orElseThrow();
        return pingPong(() -> remote.browserWindow()
                .fromId(window)
                .orElseThrow()
                .webContents()
                .send(Channels.PING_FOR, own, message));
    }

    private void pong(@Nullable Object message) {
        PingPong waiting = pingPong.get();
        if (waiting != null) {
            waiting.pong(message);
        }
    }

    private void taken(long received, long unordered) {
        Window open = window.get();
        if (open != null) {
            open.acknowledge(received, unordered);
        }
    }

    @Override
    public void close() {
        if (renderer != null) {
            renderer.close();
        }
    }

    private IpcRenderer ipc() {
        return attached().ipcRenderer();
    }

    private Renderer attached() {
        return met(renderer);
    }

    private static <T> T met(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("The renderer has not met the others");
        }
        return part;
    }
}
