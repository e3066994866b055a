package dev.covalent.common.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * A call of a shared object or a callback.
 *
 * <p>The duration is the time until its answer, at either side. Confined to who fills it.
 */
@Name("dev.covalent.RemoteCall")
@Label("Remote Call")
@Description("A call of a shared object or a callback")
@Category("Covalent")
@StackTrace(false)
final class RemoteCallEvent extends TrafficEvent {
    @Label("Object")
    @Description("The name of the shared object, or the number of the callback")
    String object = "";

    @Label("Method")
    @Description("The method, or the operation and the property")
    String method = "";

    @Label("Side")
    @Description("caller or handler")
    String side = "";
}
