package dev.covalent.main.ipc;

import dev.covalent.common.clone.MalformedDataException;
import dev.covalent.common.concurrent.Interrupts;
import dev.covalent.common.event.Hooks;
import dev.covalent.main.IpcInterceptor;
import dev.covalent.main.Verdict;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks interceptors about one frame, until one denies it. Immutable. */
final class InterceptorChain {
    private static final String UNCHECKED = "it could not be checked";

    private InterceptorChain() {}

    /**
     * Returns why one of them denies the frame, or null if they all allow it.
     *
     * @throws MalformedDataException if the arguments that one looked at are no clone
     */
    static @Nullable String denial(Hooks<IpcInterceptor> interceptors, Inbound inbound, Consumer<Throwable> uncaught) {
        for (IpcInterceptor interceptor : interceptors.all()) {
            try {
                Verdict verdict = interceptor.intercept(inbound);
                if (verdict == null) {
                    throw new NullPointerException(interceptor.getClass().getName() + " returned no verdict");
                }
                if (!verdict.isAllowed()) {
                    return verdict.reason();
                }
            } catch (Throwable thrown) { // whoever cannot check must not let pass
                inbound.throwIfMalformed();
                uncaught.accept(thrown);
                return UNCHECKED;
            } finally {
                Interrupts.forget();
            }
        }
        return null;
    }
}
