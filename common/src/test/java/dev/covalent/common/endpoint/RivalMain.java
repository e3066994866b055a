package dev.covalent.common.endpoint;

import java.nio.file.Path;

/** A process that tries to take a name that others want, too. */
final class RivalMain {
    private RivalMain() {}

    public static void main(String[] args) throws Exception {
        RuntimeDirectory directory = RuntimeDirectory.at(Path.of(args[0]));
        if (args[1].equals("keep")) {
            keep(directory);
        } else {
            takeTurns(directory, Integer.parseInt(args[2]));
        }
    }

    /** Says who got the name, and keeps it until the input ends. */
    private static void keep(RuntimeDirectory directory) throws Exception {
        try (EndpointPublisher publisher = EndpointPublisher.acquire(directory, "notes")) {
            publisher.publish(self());
            System.out.println("won");
            System.in.readAllBytes();
        } catch (EndpointInUseException lost) {
            System.out.println("lost: " + lost.getMessage());
            System.in.readAllBytes();
        }
    }

    /** Takes the name and gives it back, again and again; fails if another process touches what is published. */
    private static void takeTurns(RuntimeDirectory directory, int turns) {
        EndpointLocator locator = new EndpointLocator(directory);
        for (int taken = 0; taken < turns; ) {
            try (EndpointPublisher publisher = EndpointPublisher.acquire(directory, "notes")) {
                publisher.publish(self());
                if (!locator.find("notes").equals(self())) {
                    throw new IllegalStateException("Somebody else published in turn " + taken);
                }
                taken++;
            } catch (EndpointInUseException lost) {
                Thread.onSpinWait();
            }
        }
    }

    private static EndpointDescriptor self() {
        return EndpointDescriptor.ofThisProcess(
                "notes", "tcp:127.0.0.1:1234", new byte[EndpointDescriptor.SECRET_BYTES]);
    }
}
