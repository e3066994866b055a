package dev.covalent.main.dispatch;

import dev.covalent.common.remote.AppPort;
import dev.covalent.common.remote.ProcessPort;
import dev.covalent.common.remote.RemoteInterface;
import dev.covalent.main.App;
import dev.covalent.main.app.PageListeners;
import java.util.Objects;

/**
 * What of main's is behind the parts that come with the remote module.
 *
 * <p>Immutable.
 *
 * @param app the application
 * @param listeners those of it that pages have
 * @param process this process
 */
public record Builtins(App app, PageListeners listeners, ProcessPort process) {
    static final RemoteInterface APP = RemoteInterface.of(AppPort.class);
    static final RemoteInterface PROCESS = RemoteInterface.of(ProcessPort.class);

    /** Checks that the parts are there. */
    public Builtins {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(listeners, "listeners");
        Objects.requireNonNull(process, "process");
    }
}
