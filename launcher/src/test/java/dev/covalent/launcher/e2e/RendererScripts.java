package dev.covalent.launcher.e2e;

import dev.covalent.common.BatchResult;
import dev.covalent.common.MessageChannel;
import dev.covalent.common.PropertyBag;
import dev.covalent.common.Subscription;
import dev.covalent.renderer.IpcRenderer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The scripts that take more than a line. */
final class RendererScripts {
    static final int LIMIT_SECONDS = 15;

    /** Around the lengths at which a length takes another byte, a buffer is full or a frame is large. */
    private static final int[] LENGTHS = {0, 1, 65535, 65536, 65537, (256 << 10) + 3, (3 << 20) + 1};

    private RendererScripts() {}

    /** Adds and removes listeners in every way there is; tells which were called, and what is left. */
    static List<String> listening(ScriptHost host, String channel) throws Exception {
        IpcRenderer ipc = host.ipc();
        List<String> called = new ArrayList<>();
        IpcRenderer.Listener removed = (event, message) -> called.add("removed");
        ipc.on(channel, removed);
        ipc.off(channel, removed);
        ipc.off(channel, removed);
        Subscription closed = ipc.on(channel, (event, message) -> called.add("closed"));
        closed.close();
        closed.close();
        ipc.once(channel, (event, message) -> called.add("once"));
        ipc.on(channel, (event, message) -> {
            called.add("throwing");
            throw new IllegalStateException("thrown by a listener, as the test wants");
        });
        ipc.addListener(channel, (event, message) -> called.add("always"));
        host.listen(channel);
        ipc.invoke("bounce", channel).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        ipc.invoke("bounce", channel).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        host.inbox.take(channel, 2);
        called.add("left " + ipc.listenerCount(channel));
        String other = channel + "-other";
        host.listen(other);
        ipc.removeAllListeners(channel);
        called.add("left " + ipc.listenerCount(channel) + " and " + ipc.listenerCount(other));
        ipc.removeAllListeners();
        called.add("names " + ipc.eventNames());
        host.register();
        return called;
    }

    /** Sends a message to main and then answers with what it is given. */
    static @Nullable Object handleEcho(ScriptHost host, String channel) {
        host.ipc().handle(channel, (event, message) -> {
            host.ipc().send(channel);
            return message.toList();
        });
        return null;
    }

    /** Never answers; keeps that it was called, and why nobody waits any more. */
    @SuppressWarnings("FutureReturnValueIgnored") // the handler hands it to the framework
    static @Nullable Object handleNever(ScriptHost host, String channel) {
        host.ipc().handle(channel, (event, message) -> {
            Subscription unused = event.cancellation()
                    .onCancelled(() -> host.inbox.add(
                            channel + ".cancelled",
                            new Heard(
                                    0,
                                    0,
                                    List.of(event.cancellation()
                                            .reason()
                                            .orElseThrow()
                                            .name()))));
            host.inbox.add(channel, new Heard(event.senderId(), 0, List.of()));
            return new CompletableFuture<>();
        });
        return null;
    }

    static @Nullable Object handleThrow(ScriptHost host, String channel) {
        host.ipc().handle(channel, (event, message) -> {
            throw new IllegalStateException("thrown by the page");
        });
        return null;
    }

    /** Changes what it has sent as soon as it is sent. */
    static @Nullable Object snapshot(ScriptHost host, String channel) {
        List<String> list = new ArrayList<>(List.of("as sent"));
        byte[] bytes = {1, 2, 3};
        host.ipc().send(channel, list, bytes);
        list.add("added later");
        bytes[0] = 99;
        return null;
    }

    /** Sends payloads of many lengths by every method and returns those that did not come back as they were. */
    static List<String> roundTrips(ScriptHost host, String channel) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (int length : LENGTHS) {
            byte[] bytes = new byte[length];
            Arrays.fill(bytes, (byte) 7);
            String text = "ü".repeat(length);
            List<Object> nested = List.of(text, bytes);
            byte[] same = host.ipc().sendSync(channel, bytes).get(byte[].class);
            if (!Arrays.equals(bytes, same)) {
                wrong.add("sendSync of " + length + " bytes");
            }
            String sameText = Script.unwrapped(host.ipc().invoke(channel, text)).get(String.class);
            if (!text.equals(sameText)) {
                wrong.add("invoke of " + length + " characters");
            }
            host.ipc().send(channel, nested);
            Object back = host.inbox.take(channel, 1).get(0).args().get(0);
            if (!(back instanceof List<?> parts)
                    || !text.equals(parts.get(0))
                    || !Arrays.equals(bytes, (byte[]) parts.get(1))) {
                wrong.add("send of a list with " + length);
            }
        }
        return wrong;
    }

    /** Sends what cannot be cloned by every method, and returns what each said. */
    static List<String> uncloneable(ScriptHost host, String channel) {
        IpcRenderer ipc = host.ipc();
        Map<String, Object> value = Map.of("user", Map.of("callback", new Thread()));
        List<String> said = new ArrayList<>();
        said.add(thrownBy(() -> ipc.send(channel, 1, value)));
        said.add(thrownBy(() -> ipc.sendSync(channel, value)));
        said.add(thrownBy(() -> ipc.postMessage(channel, value, List.of())));
        said.add(thrownBy(() -> ipc.sendTo(1, channel, value)));
        CompletableFuture<?> failed = ipc.invoke(channel, value);
        said.add(thrownBy(() -> Script.unwrapped(failed)));
        return said;
    }

    /** Chains to an invoke's future and tells on which thread the chain ran, and that joining works there. */
    static String chainOnLoop(ScriptHost host, String channel) throws Exception {
        CompletableFuture<Integer> result = host.ipc()
                .invoke(channel, 1)
                .thenApply(value -> value.get(int.class)
                        + host.ipc().invoke(channel, 10).join().get(int.class));
        return "sum " + Script.unwrapped(result);
    }

    /** Makes a channel, keeps one port, posts some messages and gives the other port to main. */
    static @Nullable Object openPort(ScriptHost host, String channel, int count) {
        MessageChannel made = host.ipc().newMessageChannel();
        host.keep(channel, made.port1());
        for (int i = 0; i < count; i++) {
            made.port1().postMessage("before " + i);
        }
        host.ipc().postMessage(channel, "a port for you", List.of(made.port2()));
        return null;
    }

    /** Transfers ports in ways that must fail, and returns what was said. */
    static List<String> portMisuse(ScriptHost host, String channel) {
        IpcRenderer ipc = host.ipc();
        MessageChannel made = ipc.newMessageChannel();
        MessageChannel other = ipc.newMessageChannel();
        List<String> said = new ArrayList<>();
        said.add(thrownBy(() -> ipc.postMessage(channel, null, List.of(made.port1(), made.port1()))));
        said.add(thrownBy(() -> made.port1().postMessage(null, made.port1())));
        ipc.postMessage(channel, null, List.of(made.port1()));
        said.add(thrownBy(() -> ipc.postMessage(channel, null, List.of(other.port1(), made.port1()))));
        // All or nothing: the port that was in order is still usable.
        said.add("still usable: " + other.port1().postMessage("x"));
        return said;
    }

    static @Nullable Object typed(ScriptHost host, String name, String method, String argument) throws Exception {
        Counter counter = host.renderer().remote().getGlobal(name, Counter.class);
        return switch (method) {
            case "add" -> counter.add(Integer.parseInt(argument));
            case "addLater" ->
                Script.unwrapped(counter.addLater(Integer.parseInt(argument)).toCompletableFuture());
            case "refuse" -> {
                counter.refuse(argument);
                yield null;
            }
            case "onChange" -> {
                counter.onChange(value -> host.inbox.add(name, new Heard(0, 0, List.of(value))));
                yield null;
            }
            default -> throw new IllegalArgumentException(method);
        };
    }

    /** Counts two entries up, one by updates and one by batches; returns the higher one. */
    static int countNested(PropertyBag counters, int times) {
        for (int i = 0; i < times; i++) {
            counters.updateAndGet("alone", Integer.class, value -> value + 1);
            boolean done = false;
            while (!done) {
                int now = counters.get("inBatch", int.class);
                done = counters.batch(batch ->
                                batch.compareAndSet("inBatch", now, now + 1).get("alone"))
                        .isApplied();
            }
        }
        BatchResult seen = counters.batch(batch -> batch.get("alone").get("inBatch"));
        return Math.max(seen.get("alone").get(int.class), seen.get("inBatch").get(int.class));
    }

    static String thrownBy(Action action) {
        try {
            action.run();
            return "nothing";
        } catch (Exception thrown) {
            return thrown.toString();
        }
    }

    /** Something that may throw. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }
}
