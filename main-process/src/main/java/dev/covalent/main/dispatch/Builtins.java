package dev.covalent.main.dispatch;

import dev.covalent.common.frame.AppDescription;
import dev.covalent.common.remote.AppPort;
import dev.covalent.common.remote.ProcessPort;
import dev.covalent.common.remote.RemoteInterface;
import java.util.Objects;

/**
 * The objects of main's behind the parts that come with the remote module.
 *
 * <p>Immutable.
 *
 * @param description the application
 * @param app the application's methods
 * @param process this process
 */
public record Builtins(AppDescription description, AppPort app, ProcessPort process) {
    static final RemoteInterface APP = RemoteInterface.of(AppPort.class);
    static final RemoteInterface PROCESS = RemoteInterface.of(ProcessPort.class);

    /** Checks that the parts are there. */
    public Builtins {
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(process, "process");
    }
}
