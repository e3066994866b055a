package dev.covalent.launcher.demo;

import dev.covalent.launcher.demo.flow.Expectation;
import java.util.List;
import java.util.Map;

/**
 * What became of a flow.
 *
 * <p>Immutable.
 *
 * @param label the number of the flow
 * @param ok whether it held
 * @param text what held, or what was expected and what was seen instead
 */
record FlowResult(String label, boolean ok, String text) {

    /** Compares what the processes reported with what they had to. */
    static FlowResult of(String label, String title, Expectation expected, Map<String, List<String>> seen) {
        return expected.isMetBy(seen)
                ? new FlowResult(label, true, title)
                : new FlowResult(label, false, "expected " + expected + ", saw " + seen);
    }

    static FlowResult failed(String label, String why) {
        return new FlowResult(label, false, why);
    }

    @Override
    public String toString() {
        return "flow " + label + (ok ? " ok: " : " FAILED: ") + text;
    }
}
