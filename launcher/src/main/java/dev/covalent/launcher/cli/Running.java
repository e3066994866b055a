package dev.covalent.launcher.cli;

import dev.covalent.common.endpoint.EndpointDescriptor;
import dev.covalent.common.endpoint.EndpointLocator;
import dev.covalent.common.endpoint.NoSuchEndpointException;
import dev.covalent.common.endpoint.RuntimeDirectory;
import java.util.stream.Collectors;

/** The applications that run. */
final class Running {
    private Running() {}

    /** Returns the failure of who looked for an application that is not among them. */
    static CommandFailure insteadOf(NoSuchEndpointException absent) {
        String running = new EndpointLocator(RuntimeDirectory.existing())
                .running().stream().map(EndpointDescriptor::name).collect(Collectors.joining(", "));
        return CommandFailure.of(
                absent.getMessage() + (running.isEmpty() ? " None is running here." : " Running are: " + running + "."),
                absent);
    }
}
