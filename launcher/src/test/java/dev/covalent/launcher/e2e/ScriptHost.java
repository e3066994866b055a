package dev.covalent.launcher.e2e;

import dev.covalent.common.Arguments;
import dev.covalent.common.MessagePort;
import dev.covalent.common.TypeToken;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Renderer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs in a renderer what main asks for, and keeps what the renderer hears. Everything goes through the public API.
 *
 * <p>Thread-safe.
 */
final class ScriptHost {
    /** Main's channel to run a script: number, name, whether on the loop, arguments. */
    static final String RUN = "script.run";

    /** The renderer's answer: number, whether it returned, and its value or its exception as text. */
    static final String DONE = "script.done";

    /** What main sends as soon as a window is there; heard from the first moment on. */
    static final String EARLY = "script.early";

    /** What main may ask every page; the answer is the first argument. */
    static final String PING = "script.ping";

    private static final TypeToken<List<Object>> LIST = new TypeToken<>() {};

    final Inbox<Heard> inbox = new Inbox<>();
    final Map<String, MessagePort> ports = new ConcurrentHashMap<>();
    private final Renderer renderer;

    private ScriptHost(Renderer renderer) {
        this.renderer = renderer;
    }

    static void install(Renderer renderer) {
        ScriptHost host = new ScriptHost(renderer);
        host.listen(EARLY);
        host.register();
        host.ipc().handle(PING, (event, message) -> message.get(0));
    }

    Renderer renderer() {
        return renderer;
    }

    IpcRenderer ipc() {
        return renderer.ipcRenderer();
    }

    /** Keeps what comes on a channel. */
    void listen(String channel) {
        ipc().on(channel, (event, message) -> {
            for (int i = 0; i < event.ports().size(); i++) {
                keep(channel, event.ports().get(i));
            }
            inbox.add(channel, new Heard(event.senderId(), event.ports().size(), message.toList()));
        });
    }

    /** Keeps a port under its channel's name, and what comes through it. */
    void keep(String channel, MessagePort port) {
        ports.put(channel, port);
        port.onClose(() -> inbox.add(channel + ".closed", new Heard(0, 0, List.of())));
        port.onMessage(message -> {
            message.ports().forEach(nested -> keep(channel + ".nested", nested));
            inbox.add(
                    channel + ".port",
                    new Heard(
                            0,
                            message.ports().size(),
                            Collections.singletonList(message.data().get())));
        });
        port.start();
    }

    MessagePort port(String name) {
        return Objects.requireNonNull(ports.get(name), name);
    }

    /** Listens for scripts; again, after a script has removed every listener. */
    void register() {
        ipc().on(RUN, (event, message) -> {
            if (message.get(2, boolean.class)) {
                run(message);
            } else {
                Threads.daemon("script-" + message.get(0), () -> run(message)).start();
            }
        });
    }

    private void run(Arguments message) {
        long number = message.get(0, long.class);
        try {
            Object value = message.get(1, Script.class).run(this, message.get(3, LIST));
            report(number, true, value);
        } catch (Throwable thrown) { // whatever the script throws is its result
            report(number, false, thrown.toString());
        }
    }

    private void report(long number, boolean returned, @Nullable Object value) {
        ipc().invoke(DONE, number, returned, value).exceptionally(failed -> {
            ipc().send(DONE, number, false, "The result of the script did not arrive: " + failed);
            return null;
        });
    }
}
