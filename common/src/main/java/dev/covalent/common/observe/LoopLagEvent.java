package dev.covalent.common.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/**
 * How long a loop took to come to its next turn.
 *
 * <p>Measured about once a second. Confined to who fills it.
 */
@Name("dev.covalent.LoopLag")
@Label("Loop Lag")
@Description("How long an event loop took to come to its next turn")
@Category("Covalent")
@StackTrace(false)
final class LoopLagEvent extends Event {
    @Label("Loop")
    String loop = "";

    @Label("Lag")
    @Timespan
    long lag;
}
