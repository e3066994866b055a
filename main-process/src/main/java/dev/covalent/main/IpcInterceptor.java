package dev.covalent.main;

/**
 * Sees everything that renderers send, and may refuse it; see {@link IpcMain#use}.
 *
 * <p>The one place to validate senders, to limit or to observe; it runs on the main process's event loop, so it must be
 * quick.
 */
@FunctionalInterface
public interface IpcInterceptor {

    /**
     * Decides whether a message may pass.
     *
     * @throws Exception to refuse the message: it is reported as uncaught, and the sender is told only that main failed to
     *     check it
     */
    Verdict intercept(IpcInbound inbound) throws Exception;
}
