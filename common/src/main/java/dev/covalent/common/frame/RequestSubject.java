package dev.covalent.common.frame;

/** Says what a request asks for, as the application wrote it and for messages: {@code sendSync of 'add'}. */
public final class RequestSubject {

    private RequestSubject() {}

    /** Returns what a request asks for. */
    public static String of(Request request) {
        if (request instanceof Request.SendSync message) {
            return "sendSync of '" + message.channel() + "'";
        } else if (request instanceof RemoteRequest.GlobalFind find) {
            return "getGlobal of '" + find.name() + "'";
        } else if (request instanceof RemoteRequest.BagCall call) {
            return BagStep.describe(call.path(), call.steps()) + " of '" + call.object() + "'";
        } else if (request instanceof RemoteRequest.ObjectCall call) {
            return "call of '" + call.label() + "." + MethodKey.name(call.method()) + "'";
        } else if (request instanceof RemoteRequest.WindowFind find) {
            return "look-up of window " + find.windowId();
        } else if (request instanceof RemoteRequest.RootGet get) {
            return get.root().method();
        } else if (request instanceof RemoteRequest.WindowList) {
            return "getAllWindows";
        } else if (request instanceof RemoteRequest.WindowOpen open) {
            return "opening a window of '" + open.page() + "'";
        } else if (request instanceof RemoteRequest.WindowFocused) {
            return "getFocusedWindow";
        } else if (request instanceof RemoteRequest.ContentsFind find) {
            return "look-up of contents " + find.webContentsId();
        } else if (request instanceof RemoteRequest.WindowCheck check) {
            return "look at window " + check.windowId();
        } else if (request instanceof RemoteRequest.ContentsCheck check) {
            return "look at contents " + check.webContentsId();
        }
        return "request to localStorage";
    }
}
