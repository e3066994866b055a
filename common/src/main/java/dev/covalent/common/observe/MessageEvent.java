package dev.covalent.common.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * A message.
 *
 * <p>The duration of a received one is the time that its handling took. Confined to who fills it.
 */
@Name("dev.covalent.Message")
@Label("Message")
@Description("A message that was sent or handled")
@Category("Covalent")
@StackTrace(false)
final class MessageEvent extends TrafficEvent {
    @Label("Kind")
    @Description("send, postMessage, sendTo, webContents.send, port")
    String kind = "";

    @Label("Channel")
    String channel = "";

    @Label("Direction")
    @Description("sent or received")
    String direction = "";
}
