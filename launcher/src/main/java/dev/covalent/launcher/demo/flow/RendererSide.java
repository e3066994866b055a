package dev.covalent.launcher.demo.flow;

import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Renderer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A renderer's side of the demo: it listens for every flow, begins those it is told to, and reports to main what it saw.
 *
 * <p>Thread-safe once it has joined.
 */
public final class RendererSide {
    /** Tells main that a renderer takes part; its argument is the role. */
    public static final String HELLO = "demo:hello";

    /** Tells main what a renderer saw; its arguments are the nonce and the text. */
    public static final String SAW = "demo:saw";

    /** Tells a renderer to begin a run; its argument is the {@link Assignment}. */
    static final String BEGIN = "demo:begin";

    private final Renderer renderer;
    private final Map<Integer, Flow> flows;

    private RendererSide(Renderer renderer, List<Flow> flows) {
        this.renderer = renderer;
        this.flows = flows.stream().collect(Collectors.toMap(Flow::number, Function.identity()));
    }

    /** Makes a renderer take part under that role. */
    public static void join(String role, Renderer renderer) {
        Objects.requireNonNull(role, "role");
        List<Flow> flows = Flows.inRenderer();
        RendererSide side = new RendererSide(renderer, flows);
        flows.forEach(flow -> flow.listen(side));
        side.ipc().on(BEGIN, (event, message) -> side.begin(message.get(0, Assignment.class)));
        side.ipc().send(HELLO, role);
    }

    Renderer renderer() {
        return renderer;
    }

    IpcRenderer ipc() {
        return renderer.ipcRenderer();
    }

    /** Reports what this renderer received. */
    void saw(String nonce, String what) {
        ipc().send(SAW, nonce, what);
    }

    private void begin(Assignment run) {
        Flow flow = flows.get(run.flow());
        try {
            Objects.requireNonNull(flow, "flow").begin(this, run);
        } catch (Exception failed) { // whatever it is, the run has failed and main is to know why
            saw(run.nonce(), "could not begin: " + failed);
        }
    }
}
