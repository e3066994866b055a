package dev.covalent.launcher.bench.jvm;

import dev.covalent.launcher.bench.fault.Faults;
import dev.covalent.launcher.bench.list.SharedLists;
import dev.covalent.launcher.bench.plan.Measurement;
import dev.covalent.launcher.bench.plan.Mode;
import dev.covalent.launcher.bench.plan.Payload;
import dev.covalent.launcher.bench.plan.Subject;
import dev.covalent.main.App;
import dev.covalent.main.IpcMain;
import dev.covalent.main.MainProcess;
import dev.covalent.main.WebContents;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The main process: answers requests, counts a stream, and measures {@code webContents.send}. */
final class MainPart implements Part {
    private final AtomicReference<@Nullable PingPong> pingPong = new AtomicReference<>();
    private final AtomicReference<@Nullable Window> window = new AtomicReference<>();
    private final Count count = new Count();
    private final SharedEcho echo = new SharedEcho();
    private @Nullable MainProcess main;
    private @Nullable WebContents renderer;

    @Override
    public String open(String name) {
        MainProcess process = MainProcess.builder()
                .name(name)
                .headless(true)
                .spareRenderer(false) // one that starts would slow down what is measured then
                .start();
        main = process;
        process.app().on(App.WINDOW_ALL_CLOSED, event -> {
            // Without a listener, the application would quit with the first window that was measured.
        });
        answer(process);
        measure(process.ipcMain());
        return process.name();
    }

    private void answer(MainProcess process) {
        IpcMain ipcMain = process.ipcMain();
        ipcMain.on(Channels.ECHO, (event, message) -> event.returnValue(message.get(0)));
        ipcMain.handle(Channels.ECHO, (event, message) -> message.get(0));
        ipcMain.on(
                Channels.START,
                (event, message) -> count.start(message.get(0, long.class), message.get(1, long.class)));
        ipcMain.on(
                Channels.STREAM,
                (event, message) -> count.take(
                        message.get(0), (received, unordered) -> event.reply(Channels.TAKEN, received, unordered)));
        ipcMain.on(
                Channels.PORTS,
                (event, message) -> process.browserWindows()
                        .webContentsFromId(message.get(0, int.class))
                        .orElseThrow()
                        .postMessage(Channels.PORTS, null, event.ports()));
        process.globals()
                .share(Channels.BAG, Map.of(Channels.BAG, new Messages(Payload.SMALL).numbered(1), Channels.COUNT, 1));
        process.globals().share(Channels.TYPED, Echo.class, echo);
    }

    private void measure(IpcMain ipcMain) {
        ipcMain.on(Channels.PONG, (event, message) -> {
            PingPong waiting = pingPong.get();
            if (waiting != null) {
                waiting.pong(message.get(0));
            }
        });
        ipcMain.on(Channels.TAKEN, (event, message) -> {
            Window open = window.get();
            if (open != null) {
                open.acknowledge(message.get(0, long.class), message.get(1, long.class));
            }
        });
    }

    @Override
    public void meet(int rendererId, int partnerId) {
        renderer = process().browserWindows().webContentsFromId(rendererId).orElseThrow();
    }

    @Override
    public Probe probe(Subject subject, Payload payload) {
        Object message = new Messages(payload).numbered(1);
        if (subject == Subject.CALLBACK) {
            return callback(message);
        }
        WebContents contents = receiver(subject);
        PingPong probe = new PingPong(() -> contents.send(Channels.PING, message));
        pingPong.set(probe);
        return probe;
    }

    private Probe callback(Object message) {
        @SuppressWarnings("unchecked") // the small message is such a map
        Map<String, Object> person = (Map<String, Object>) message;
        return () -> echo.callback().apply(person).toCompletableFuture().join();
    }

    @Override
    public Stream stream(Subject subject, Payload payload) {
        WebContents contents = receiver(subject);
        Window open = new Window(payload);
        Messages messages = new Messages(payload);
        window.set(open);
        return messageCount -> {
            open.start();
            contents.send(Channels.START, messageCount, open.step());
            return open.send(messageCount, messages, message -> contents.send(Channels.STREAM, message));
        };
    }

    @Override
    public Measurement take(Subject subject, Mode mode) throws Exception {
        if (mode.isFault()) {
            return new Faults(process()).take(subject, mode);
        }
        return switch (subject) {
            case WINDOW -> new WindowStarts(process()).take(mode);
            case SHARED_LIST -> SharedLists.take(process());
            case SPARE_WINDOW -> SpareStarts.take(process().name() + "-spare", mode);
            default -> throw new IllegalArgumentException("Main starts no " + subject);
        };
    }

    @Override
    public void close() {
        if (main != null) {
            main.close();
        }
    }

    private WebContents receiver(Subject subject) {
        if (subject != Subject.WEB_CONTENTS || renderer == null) {
            throw new IllegalArgumentException("Main measures no " + subject);
        }
        return renderer;
    }

    private MainProcess process() {
        if (main == null) {
            throw new IllegalStateException("Main has not been opened");
        }
        return main;
    }
}
