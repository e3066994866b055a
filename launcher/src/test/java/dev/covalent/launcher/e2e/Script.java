package dev.covalent.launcher.e2e;

import com.google.errorprone.annotations.Immutable;
import dev.covalent.common.Value;
import dev.covalent.renderer.RemoteObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a renderer can be asked to do, by way of the public API. */
enum Script {
    // ---- messages: channel and arguments, unless said otherwise
    SEND((host, args) -> {
        host.ipc().send(text(args, 0), rest(args, 1));
        return null;
    }),
    SEND_SYNC((host, args) -> host.ipc().sendSync(text(args, 0), rest(args, 1)).get()),
    INVOKE((host, args) ->
            unwrapped(host.ipc().invoke(text(args, 0), rest(args, 1))).get()),
    /** Posts one value without ports. */
    POST_VALUE((host, args) -> {
        host.ipc().postMessage(text(args, 0), args.get(1), List.of());
        return null;
    }),
    /** Invokes and tells what the failure was. */
    INVOKE_FAILURE((host, args) -> DispatchScripts.failure(host, text(args, 0), rest(args, 1))),
    /** Sends, asks and invokes by typed constants. */
    TYPED_CHANNELS((host, args) -> DispatchScripts.typed(host, text(args, 0))),
    /** The identity of the contents, channel, arguments. */
    SEND_TO((host, args) -> {
        host.ipc().sendTo(number(args, 0), text(args, 1), rest(args, 2));
        return null;
    }),
    /** Channel and one value, without ports. */
    POST_MESSAGE((host, args) -> host.ipc().postMessage(text(args, 0), args.get(1), List.of())),
    LISTEN((host, args) -> {
        host.listen(text(args, 0));
        return null;
    }),
    HEARD((host, args) -> host.inbox.take(text(args, 0), number(args, 1))),
    /** The first arguments of what was heard; without the rest. */
    NUMBERS_HEARD((host, args) -> Heard.firstArguments(host.inbox.take(text(args, 0), number(args, 1)))),
    /** Answers each message on the first channel to whoever sent it, on the second. */
    ANSWER_SENDER((host, args) -> {
        host.ipc()
                .on(
                        text(args, 0),
                        (event, message) ->
                                event.sender().sendTo(event.senderId(), text(args, 1), "re: " + message.get(0)));
        return null;
    }),
    /** Sends a message to the contents of the window of that id, by way of main. */
    SEND_TO_WINDOW((host, args) -> {
        host.renderer()
                .remote()
                .browserWindow()
                .fromId(number(args, 0))
                .orElseThrow()
                .webContents()
                .send(text(args, 1), rest(args, 2));
        return null;
    }),
    WINDOW_EXISTS((host, args) ->
            host.renderer().remote().browserWindow().fromId(number(args, 0)).isPresent()),
    WINDOWS((host, args) -> host.renderer().remote().browserWindow().getAllWindows().stream()
            .map(window -> window.id() + " " + window.title())
            .toList()),
    IDENTITY((host, args) -> List.of(
            ProcessHandle.current().pid(),
            host.renderer().webContentsId(),
            host.renderer().windowId(),
            host.renderer().remote().getCurrentWindow().id(),
            host.renderer().remote().getCurrentWebContents().id())),
    LISTENING((host, args) -> RendererScripts.listening(host, text(args, 0))),
    SNAPSHOT((host, args) -> RendererScripts.snapshot(host, text(args, 0))),
    ROUND_TRIPS((host, args) -> RendererScripts.roundTrips(host, text(args, 0))),
    MIX((host, args) -> new SendMix(host, text(args, 0), number(args, 1), number(args, 2)).run((Boolean) args.get(3))),
    UNCLONEABLE((host, args) -> RendererScripts.uncloneable(host, text(args, 0))),
    CHAIN_ON_LOOP((host, args) -> RendererScripts.chainOnLoop(host, text(args, 0))),

    /** Tells the answer, and how many messages were heard before it returned. */
    SYNC_THEN_COUNT((host, args) ->
            host.ipc().sendSync(text(args, 0)).get() + ", " + host.inbox.size(text(args, 0)) + " heard"),

    // ---- requests with deadlines, and main's own
    /** Milliseconds, channel, arguments. */
    INVOKE_WITHIN((host, args) -> unwrapped(
                    host.ipc().withDeadline(Duration.ofMillis(number(args, 0))).invoke(text(args, 1), rest(args, 2)))
            .get()),
    SEND_SYNC_WITHIN((host, args) -> host.ipc()
            .withDeadline(Duration.ofMillis(number(args, 0)))
            .sendSync(text(args, 1), rest(args, 2))
            .get()),
    INVOKE_UNTIL_TOLD((host, args) -> {
        CompletableFuture<CompletableFuture<Value>> asked = new CompletableFuture<>();
        host.ipc()
                .once(
                        text(args, 0) + ".enough",
                        (event, message) -> asked.join().cancel(true));
        return asked.complete(host.ipc().invoke(text(args, 0)));
    }),
    HANDLE_ECHO((host, args) -> RendererScripts.handleEcho(host, text(args, 0))),
    HANDLE_NEVER((host, args) -> RendererScripts.handleNever(host, text(args, 0))),
    HANDLE_THROW((host, args) -> RendererScripts.handleThrow(host, text(args, 0))),

    // ---- ports
    OPEN_PORT((host, args) -> RendererScripts.openPort(host, text(args, 0), number(args, 1))),
    PORT_POST((host, args) -> {
        boolean taken = false;
        for (int i = 0; i < number(args, 1); i++) {
            taken = host.port(text(args, 0)).postMessage(i);
        }
        return taken;
    }),
    PORT_CLOSE((host, args) -> {
        host.port(text(args, 0)).close();
        return null;
    }),
    PORT_MISUSE((host, args) -> RendererScripts.portMisuse(host, text(args, 0))),

    /** The first elements of the lists that came through a port. */
    PORT_NUMBERS((host, args) -> host.inbox.take(text(args, 0) + ".port", number(args, 1)).stream()
            .map(heard -> ((List<?>) Objects.requireNonNull(heard.args().get(0))).get(0))
            .toList()),

    // ---- back pressure
    FLOOD_MAIN((host, args) -> Flood.main(host, text(args, 0), Path.of(text(args, 1)))),
    FLOOD_TO((host, args) -> Flood.sendTo(host, text(args, 0), number(args, 1))),
    FLOOD_PORT((host, args) -> Flood.port(host, text(args, 0))),
    /** Sends large messages to other contents, each when the one before was taken. */
    SEND_TO_PATIENTLY((host, args) -> {
        for (int i = 0; i < number(args, 2); i++) {
            host.ipc().sendTo(number(args, 0), text(args, 1), i, new byte[10_000]);
            Eventually.becomes(0L, () -> host.ipc().bufferedAmount(number(args, 0)));
        }
        return number(args, 2);
    }),
    BUFFERED((host, args) ->
            number(args, 0) == 0 ? host.ipc().bufferedAmount() : host.ipc().bufferedAmount(number(args, 0))),
    AWAIT_FILE((host, args) -> {
        Flood.await(Path.of(text(args, 0)));
        return null;
    }),

    // ---- remote objects and storage
    BAG_GET((host, args) -> {
        RemoteObject bag = host.renderer().remote().getGlobal(text(args, 0));
        return bag == null ? "(nothing)" : bag.get(text(args, 1));
    }),
    BAG_COUNT((host, args) -> {
        RemoteObject shared = host.renderer().remote().getGlobal(text(args, 0));
        for (int i = 0; i < number(args, 2); i++) {
            shared.getAndUpdate(text(args, 1), Integer.class, value -> value + 1);
        }
        return shared.async()
                .batch(batch -> batch.get(text(args, 1)).keys())
                .join()
                .get(text(args, 1))
                .get();
    }),
    /** Name, property, times: counts two entries of the map there, one alone and one in a batch. */
    BAG_COUNT_NESTED((host, args) -> RendererScripts.countNested(
            host.renderer().remote().getGlobal(text(args, 0)).object(text(args, 1)), number(args, 2))),
    BAG_KEYS_NESTED((host, args) -> List.copyOf(host.renderer()
            .remote()
            .getGlobal(text(args, 0))
            .object(text(args, 1))
            .keys())),
    BAG_KEYS_NESTED_ASYNC((host, args) -> List.copyOf(host.renderer()
            .remote()
            .getGlobal(text(args, 0))
            .async()
            .object(text(args, 1))
            .keys()
            .join())),
    BAG_SET((host, args) -> {
        host.renderer().remote().getGlobal(text(args, 0)).set(text(args, 1), args.get(2));
        return null;
    }),
    BAG_LISTEN((host, args) -> {
        host.renderer()
                .remote()
                .getGlobal(text(args, 0))
                .onChange(change -> host.inbox.add(
                        text(args, 0),
                        new Heard(
                                change.originId(),
                                0,
                                Arrays.asList(
                                        change.property(),
                                        change.oldValue().get(),
                                        change.newValue().get()))));
        return null;
    }),
    TYPED((host, args) -> RendererScripts.typed(host, text(args, 0), text(args, 1), text(args, 2))),
    STORAGE_SET((host, args) -> {
        host.renderer().localStorage().setItem(text(args, 0), text(args, 1));
        return null;
    }),
    STORAGE_GET((host, args) -> host.renderer().localStorage().getItem(text(args, 0))),
    STORAGE_REMOVE((host, args) -> {
        host.renderer().localStorage().removeItem(text(args, 0));
        return null;
    }),
    STORAGE_LISTEN((host, args) -> {
        host.renderer()
                .localStorage()
                .onStorage(event -> host.inbox.add(
                        text(args, 0),
                        new Heard(0, 0, Arrays.asList(event.key(), event.oldValue(), event.newValue()))));
        return null;
    }),

    /** The name of an {@link Errand}, and its arguments. */
    ERRAND((host, args) -> Errand.valueOf(text(args, 0)).run(host, args.subList(1, args.size()))),

    // ---- the process
    EXIT((host, args) -> {
        System.exit(number(args, 0));
        return null;
    }),
    CLOSE_WINDOW((host, args) -> {
        host.renderer().remote().getCurrentWindow().close();
        return null;
    }),
    SPIN((host, args) -> {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
        return null;
    });

    private final Body body;

    Script(Body body) {
        this.body = body;
    }

    @Nullable Object run(ScriptHost host, List<@Nullable Object> args) throws Exception {
        return body.run(host, args);
    }

    static String text(List<@Nullable Object> args, int index) {
        return String.valueOf(args.get(index));
    }

    static int number(List<@Nullable Object> args, int index) {
        return Integer.parseInt(text(args, index));
    }

    private static @Nullable Object[] rest(List<@Nullable Object> args, int from) {
        return args.subList(from, args.size()).toArray();
    }

    /** Waits for a result, here; what went wrong is thrown as it is. */
    static <T> T unwrapped(CompletableFuture<T> result) throws Exception {
        try {
            return result.get(RendererScripts.LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw failed;
        }
    }

    /** What a script does. */
    @Immutable
    @FunctionalInterface
    private interface Body {
        @Nullable Object run(ScriptHost host, List<@Nullable Object> args) throws Exception;
    }
}
