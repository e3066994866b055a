package dev.covalent.common.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/**
 * A loop that is blocked, or was.
 *
 * <p>Told when it is noticed, and when the loop goes on. Confined to who fills it.
 */
@Name("dev.covalent.LoopBlocked")
@Label("Loop Blocked")
@Description("An event loop did not come to its next turn")
@Category("Covalent")
@StackTrace(false)
final class LoopBlockedEvent extends Event {
    @Label("Loop")
    String loop = "";

    @Label("Blocked")
    @Description("For how long, so far")
    @Timespan
    long blocked;

    @Label("Stack")
    @Description("What held the loop when it was noticed")
    String stack = "";

    @Label("Over")
    @Description("Whether the loop goes on again")
    boolean over;
}
