package dev.covalent.renderer.host;

import dev.covalent.common.MistakenUse;
import org.jspecify.annotations.Nullable;

/** There is no host for a page: none of that name, more than one, or it does not start. */
public final class UnavailableHostException extends IllegalStateException implements MistakenUse {
    private static final long serialVersionUID = 1L;

    UnavailableHostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
