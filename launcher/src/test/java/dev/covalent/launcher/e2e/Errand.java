package dev.covalent.launcher.e2e;

import static dev.covalent.launcher.e2e.Script.number;
import static dev.covalent.launcher.e2e.Script.text;

import com.google.errorprone.annotations.Immutable;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.launcher.bench.fault.Pace;
import dev.covalent.launcher.bench.plan.Measurement;
import dev.covalent.renderer.LiveObject;
import dev.covalent.renderer.RemoteObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a renderer can be asked to do, in one corner of the API each; {@link Script} has what many tests need. */
enum Errand {
    // ---- events and listeners: channel first
    /** Keeps whose event each message came with. */
    LISTEN_TO_EVENT((host, args) -> {
        host.ipc()
                .on(
                        text(args, 0),
                        (event, message) -> host.inbox.add(
                                text(args, 0),
                                new Heard(
                                        event.senderId(),
                                        event.ports().size(),
                                        List.of(event.sender() == host.ipc() ? "own ipcRenderer" : "another"))));
        return null;
    }),
    /** Answers by way of the event's sender, which is the renderer's own. */
    ANSWER_MAIN((host, args) -> {
        host.ipc().on(text(args, 0), (event, message) -> event.sender().send(text(args, 1), message.get(0)));
        return null;
    }),
    POST_MESSAGE((host, args) -> {
        host.ipc().postMessage(text(args, 0), args.get(1), List.of());
        return null;
    }),
    /** Calls a method with null where Java takes it for the array of arguments. */
    @SuppressWarnings("NullAway") // on purpose
    SEND_NULL_ARRAY((host, args) -> {
        host.ipc().send(text(args, 0), (@Nullable Object[]) null);
        return null;
    }),
    /** Passes many listeners, each another object, to a {@link Counter}. */
    PASS_CALLBACKS((host, args) -> {
        Counter counter = host.renderer().remote().getGlobal(text(args, 0), Counter.class);
        for (int i = 0; i < number(args, 1); i++) {
            int own = i;
            counter.onChange(value -> host.inbox.add(text(args, 0), new Heard(0, 0, List.of(own, value))));
        }
        return null;
    }),
    /** Has a {@link Mint} make many objects, uses a tenth of them, and drops them. */
    MAKE_REFERENCES((host, args) -> {
        Mint mint = host.renderer().remote().getGlobal(text(args, 0), Mint.class);
        int sum = 0;
        for (int made = 0; made < number(args, 1); made += 1_000) {
            List<Mint.Coin> coins = mint.make(Math.min(1_000, number(args, 1) - made), 2);
            sum += mint.worth(coins);
            sum += coins.get(0).value() - 2;
        }
        return sum;
    }),
    /** Reads a live object and writes to it until somebody says that it ends, and records it: name, number, file. */
    LIVE_REGISTERS((host, args) -> {
        try (Registers registers = new Registers(number(args, 1), Path.of(text(args, 2)))) {
            return registers.rounds(host.renderer().remote().getGlobal(text(args, 0)));
        }
    }),
    /** Carries out orders of a {@link Bank}: name, teller, how many, whether to read of a copy. */
    SERVE_BANK((host, args) -> {
        RemoteObject bank = host.renderer().remote().getGlobal(text(args, 0));
        if (Objects.equals(args.get(3), false)) {
            return Bank.serve(bank, number(args, 1), number(args, 2));
        }
        try (LiveObject live = bank.live()) {
            return Bank.serve(live, number(args, 1), number(args, 2));
        }
    }),
    INSTANCES((host, args) -> Instances.of(text(args, 0))),
    /** Collects the garbage, and tells how many bytes are reachable. */
    HEAP((host, args) -> MainSnapshot.take().heapBytes()),
    EMITTING((host, args) -> RendererListeners.emitting(host, text(args, 0))),
    LISTEN_TO_MANY((host, args) -> {
        for (int i = 0; i < number(args, 1); i++) {
            String channel = text(args, 0) + i;
            host.ipc()
                    .on(
                            channel,
                            (event, message) -> host.inbox.add(
                                    text(args, 0), new Heard(0, 0, Arrays.asList(channel, message.get(0)))));
        }
        return host.ipc().eventNames().size();
    }),
    SEND_TO_MANY((host, args) -> {
        for (int i = 0; i < number(args, 1); i++) {
            host.ipc().send(text(args, 0) + i, i);
        }
        return null;
    }),
    OVERLAPS((host, args) -> RendererListeners.overlaps(host, text(args, 0))),

    // ---- requests: channel first
    INVOKE_MANY((host, args) -> RendererOrders.invokeMany(host, text(args, 0), number(args, 1))),
    /** Tells how many messages had been heard when the invoke completed. */
    INVOKE_THEN_COUNT((host, args) ->
            Script.unwrapped(host.ipc().invoke(text(args, 0)).thenApply(done -> host.inbox.size(text(args, 0))))),
    INVOKE_WITH_PORT((host, args) -> RendererScripts.thrownBy(() -> Script.unwrapped(
            host.ipc().invoke(text(args, 0), host.ipc().newMessageChannel().port1())))),
    /** Whether a sendTo to the renderer itself was heard before it returned. */
    SEND_TO_SELF((host, args) -> {
        host.ipc().sendTo(host.renderer().webContentsId(), text(args, 0), "to myself");
        return host.inbox.size(text(args, 0));
    }),

    /** How long the slowest of a hundred answers takes. */
    NINETY_NINTH((host, args) -> Measurement.ofNanos(new Pace(host.ipc(), text(args, 0)).untilEnough(1000))
            .tailNanos()),
    /** How long so many answers take. */
    NANOS_OF((host, args) -> new Pace(host.ipc(), text(args, 0)).nanosOf(number(args, 1))),
    /** Takes one message a second, until there is a file. */
    LISTEN_SLOWLY((host, args) -> {
        host.listen(text(args, 0));
        host.ipc().on(text(args, 0), (event, message) -> Flood.pauseUnless(Path.of(text(args, 1))));
        return null;
    }),

    // ---- order and sizes: channel first
    /** Sends numbers, half of them straight to the other contents, half by way of main. */
    SEND_TWO_WAYS((host, args) -> {
        for (int i = 0; i < number(args, 1); i++) {
            if (i % 3 == 0) {
                host.ipc().send(text(args, 0), i);
            } else {
                host.ipc().sendTo(number(args, 2), text(args, 0), i);
            }
        }
        return null;
    }),
    SEND_NUMBERS((host, args) -> {
        for (int i = 0; i < number(args, 1); i++) {
            host.ipc().send(text(args, 0), i);
        }
        return null;
    }),
    SEND_AND_POST((host, args) -> {
        for (int i = 0; i < number(args, 1); i++) {
            host.port(text(args, 0)).postMessage(i);
            host.ipc().send(text(args, 0) + ".sent", i);
        }
        return null;
    }),
    SEND_SIZES((host, args) -> RendererOrders.sendSizes(host, text(args, 0), number(args, 1))),
    PAYLOADS((host, args) -> Payloads.roundTrips(host, Payloads.Route.valueOf(text(args, 0)), text(args, 1), args)),
    ECHO_SENDER((host, args) -> {
        host.ipc()
                .on(
                        text(args, 0),
                        (event, message) -> event.sender().sendTo(event.senderId(), text(args, 0), message.get(0)));
        return null;
    }),
    ECHO_PORT((host, args) -> Payloads.echoPort(host, text(args, 0))),
    HEARD_LENGTHS((host, args) -> host.inbox.take(text(args, 0), number(args, 1)).stream()
            .map(heard -> heard.args().get(0) instanceof byte[] bytes ? bytes.length : -1)
            .toList()),
    AT_THE_LIMIT((host, args) -> Payloads.atTheLimit(host, text(args, 0), args.get(1) instanceof Boolean over && over)),

    // ---- ports: the name of the port first
    PORT_POST_VALUES((host, args) -> RendererPorts.postValues(host, text(args, 0), args.subList(1, args.size()))),
    PORT_MISUSES((host, args) -> RendererPorts.misuses(host, text(args, 0))),
    PORT_GIVE_AWAY((host, args) -> {
        host.ipc().postMessage(text(args, 1), null, List.of(host.port(text(args, 0))));
        return null;
    }),
    /** Keeps a port that comes on a channel without starting it. */
    PORT_KEEP_UNSTARTED((host, args) -> {
        host.ipc().on(text(args, 0), (event, message) -> {
            host.ports.put(text(args, 0), event.ports().get(0));
            host.inbox.add(text(args, 0), new Heard(event.senderId(), 1, List.of()));
        });
        return null;
    }),
    PORT_START((host, args) -> {
        host.keep(text(args, 0), host.port(text(args, 0)));
        return null;
    }),

    // ---- values
    ECHO((host, args) -> args),
    MAPPED_FILE((host, args) -> RendererValues.addOneToEach(Path.of(text(args, 0)))),
    REFUSED_VALUES((host, args) -> RendererValues.refused(host, text(args, 0))),

    // ---- the process
    /** Sends numbers when the process ends, from a thread that the JVM starts then. */
    SEND_AT_EXIT((host, args) -> {
        Runtime.getRuntime().addShutdownHook(Threads.daemon("last-words", () -> {
            for (int i = 0; i < number(args, 1); i++) {
                host.ipc().send(text(args, 0), i);
            }
        }));
        return null;
    }),
    /** Tells whether a file appears while a sendSync is answered and its listener still runs. */
    SYNC_THEN_TOUCH((host, args) -> {
        Object answer = host.ipc().sendSync(text(args, 0)).get();
        Files.createFile(Path.of(text(args, 1)));
        return answer;
    });

    static final long LIMIT_MILLIS = TimeUnit.SECONDS.toMillis(RendererScripts.LIMIT_SECONDS);

    private final Body body;

    Errand(Body body) {
        this.body = body;
    }

    @Nullable Object run(ScriptHost host, List<@Nullable Object> args) throws Exception {
        return body.run(host, args);
    }

    /** What an errand does. */
    @Immutable
    @FunctionalInterface
    private interface Body {
        @Nullable Object run(ScriptHost host, List<@Nullable Object> args) throws Exception;
    }
}
