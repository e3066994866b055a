package dev.covalent.common.observe;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** What the events of all that crosses between processes have in common. Confined to who fills it. */
@Category("Covalent")
@StackTrace(false)
abstract class TrafficEvent extends Event {
    @Label("Peer")
    @Description("Id of the contents at the other end; 0 is main")
    int peer;

    @Label("Bytes")
    @Description("Of the encoded value")
    @DataAmount
    long bytes;

    @Label("Queue Time")
    @Description("From its arrival in this process until its handling began; 0 where it was sent")
    @Timespan
    long queueTime;

    @Label("Handling Time")
    @Description("From the begin of its handling until its end, or the answer; 0 where it was sent")
    @Timespan
    long handlingTime;

    @Label("Outcome")
    @Description("success, or a word for what went wrong")
    String outcome = "";
}
