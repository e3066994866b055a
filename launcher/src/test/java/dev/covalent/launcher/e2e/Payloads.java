package dev.covalent.launcher.e2e;

import dev.covalent.common.MessagePort;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.payload.Payload;
import dev.covalent.renderer.IpcRenderer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Payloads of many lengths, and the routes by which they come back. */
final class Payloads {
    /** Those of Electron's own test, and those around the limit of a batch. */
    private static final int[] LENGTHS = {
        0, 1, 127, 128, 65_535, 65_536, 65_537, (256 << 10) + 3, (1 << 20) - 64, 1 << 20, (1 << 20) + 1, (3 << 20) + 1
    };

    /** How the payload goes and comes back. */
    enum Route {
        /** To main, which replies. */
        SEND,
        SEND_SYNC,
        INVOKE,
        POST_MESSAGE,
        /** To another renderer, which sends it back. */
        SEND_TO,
        /** Through the port of that channel's name, whose other end sends it back. */
        PORT
    }

    private Payloads() {}

    /** Sends every payload by a route, and returns those that did not come back as they were. */
    static List<String> roundTrips(ScriptHost host, Route route, String channel, List<@Nullable Object> args)
            throws Exception {
        List<String> wrong = new ArrayList<>();
        for (int length : LENGTHS) {
            byte[] bytes = new byte[length];
            Arrays.fill(bytes, (byte) length);
            String text = "x".repeat(length);
            Map<String, Object> nested = Map.of("user", Map.of("id", length, "picture", bytes), "texts", List.of(text));
            for (Object payload : List.of(bytes, text, nested)) {
                Object back = roundTrip(host, route, channel, payload, args);
                if (!Objects.deepEquals(back, payload) && !encoded(back).equals(encoded(payload))) {
                    wrong.add(length + " " + payload.getClass().getSimpleName());
                }
            }
        }
        return wrong;
    }

    /** Sends back what comes through a port. */
    static @Nullable Object echoPort(ScriptHost host, String channel) {
        host.ipc().on(channel, (event, message) -> {
            MessagePort port = event.ports().get(0);
            port.onMessage(payload -> port.postMessage(payload.data().get()));
        });
        return null;
    }

    /** Sends a message of exactly the most bytes by every method, or of one more; tells what was said. */
    static List<String> atTheLimit(ScriptHost host, String channel, boolean over) {
        int most = StructuredClone.maxBytes();
        byte[] arguments = exactly(most - headOfArguments(most) + (over ? 1 : 0));
        byte[] value = exactly(most - headOfValue(most) + (over ? 1 : 0));
        IpcRenderer ipc = host.ipc();
        MessagePort port = ipc.newMessageChannel().port1();
        List<String> said = new ArrayList<>();
        said.add(RendererScripts.thrownBy(() -> ipc.send(channel, arguments)));
        said.add(RendererScripts.thrownBy(() -> ipc.sendSync(channel, arguments)));
        said.add(RendererScripts.thrownBy(() -> Script.unwrapped(ipc.invoke(channel, arguments))));
        said.add(RendererScripts.thrownBy(() -> ipc.postMessage(channel, arguments, List.of())));
        said.add(RendererScripts.thrownBy(() -> ipc.sendTo(host.renderer().webContentsId(), channel, arguments)));
        said.add(RendererScripts.thrownBy(() -> port.postMessage(value)));
        return said;
    }

    private static @Nullable Object roundTrip(
            ScriptHost host, Route route, String channel, Object payload, List<@Nullable Object> args)
            throws Exception {
        IpcRenderer ipc = host.ipc();
        switch (route) {
            case SEND_SYNC -> {
                return ipc.sendSync(channel, payload).get();
            }
            case INVOKE -> {
                return Script.unwrapped(ipc.invoke(channel, payload)).get();
            }
            case SEND -> ipc.send(channel, payload);
            case POST_MESSAGE -> ipc.postMessage(channel, payload, List.of());
            case SEND_TO -> ipc.sendTo(Script.number(args, 2), channel, payload);
            default -> host.port(channel).postMessage(payload);
        }
        String name = route == Route.PORT ? channel + ".port" : channel;
        return host.inbox.take(name, 1).get(0).args().get(0);
    }

    private static Payload encoded(@Nullable Object value) {
        return StructuredClone.encode(value, "payload");
    }

    private static byte[] exactly(int length) {
        return new byte[length];
    }

    private static int headOfArguments(int length) {
        return StructuredClone.encodeArguments(new byte[length / 2]).length() - length / 2;
    }

    private static int headOfValue(int length) {
        return StructuredClone.encode(new byte[length / 2], "payload").length() - length / 2;
    }
}
