package dev.covalent.launcher.e2e;

import static dev.covalent.launcher.e2e.RendererScripts.thrownBy;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ports of a renderer, used well and badly. */
final class RendererPorts {

    private RendererPorts() {}

    /** Posts each value, and tells whether all were taken. */
    static boolean postValues(ScriptHost host, String name, List<@Nullable Object> values) {
        boolean taken = true;
        for (Object value : values) {
            taken &= host.port(name).postMessage(value);
        }
        return taken;
    }

    /** Tells what is said about lists of ports that cannot be transferred, and whether the good ones stayed usable. */
    @SuppressWarnings("NullAway") // on purpose
    static List<String> misuses(ScriptHost host, String channel) {
        MessageChannel made = host.ipc().newMessageChannel();
        MessageChannel good = host.ipc().newMessageChannel();
        MessageChannel gone = host.ipc().newMessageChannel();
        List<String> said = new ArrayList<>();
        host.ipc().postMessage(channel, null, List.of(gone.port1()));
        MessagePort port = made.port1();
        said.add(thrownBy(() -> port.postMessage(null, good.port1(), gone.port1())));
        said.add(thrownBy(() -> port.postMessage(null, good.port1(), good.port1())));
        said.add(thrownBy(() -> port.postMessage(null, good.port1(), port)));
        said.add(thrownBy(() -> port.postMessage(null, good.port1(), null)));
        said.add(thrownBy(() -> port.postMessage(new Thread(), good.port1())));
        said.add(thrownBy(() -> host.ipc().postMessage(channel, null, Collections.singletonList(null))));
        said.add(thrownBy(() -> host.ipc().postMessage(channel, new Thread(), List.of(good.port1()))));
        said.add("still usable: " + good.port1().postMessage("x"));
        port.start();
        port.start();
        port.close();
        port.close();
        said.add("closed: " + port.postMessage("x") + " " + made.port2().postMessage("x"));
        return said;
    }
}
