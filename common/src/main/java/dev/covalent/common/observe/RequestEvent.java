package dev.covalent.common.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * A request.
 *
 * <p>The duration is the time until its answer, at either side. Confined to who fills it.
 */
@Name("dev.covalent.Request")
@Label("Request")
@Description("A request, as its caller or its handler saw it")
@Category("Covalent")
@StackTrace(false)
final class RequestEvent extends TrafficEvent {
    @Label("Kind")
    @Description("invoke, sendSync, webContents.invoke")
    String kind = "";

    @Label("Channel")
    String channel = "";

    @Label("Side")
    @Description("caller or handler")
    String side = "";
}
