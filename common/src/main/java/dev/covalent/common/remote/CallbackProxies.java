package dev.covalent.common.remote;

/** Gives each callback that came from the other process, as a reference, something that can be called. */
@FunctionalInterface
public interface CallbackProxies {

    /** Returns the proxy for a number, which implements the interface; the same one as long as somebody holds it. */
    Object proxyFor(CallbackReference reference, RemoteInterface type, RemoteMethod origin);
}
