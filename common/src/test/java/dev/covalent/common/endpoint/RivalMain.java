package dev.covalent.common.endpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that tries to take a name that others want, too. */
final class RivalMain {
    /** No system gives a process id that high. */
    private static final String NOBODY = "2000000000";

    private RivalMain() {}

    public static void main(String[] args) throws Exception {
        RuntimeDirectory directory = RuntimeDirectory.at(Path.of(args[0]));
        switch (args[1]) {
            case "keep" -> keep(directory);
            case "take-turns" -> takeTurns(directory, Integer.parseInt(args[2]));
            case "sweep" -> sweep(directory);
            case "look" -> look(directory);
            case "start-after-a-kill" -> startAfterAKill(directory, Integer.parseInt(args[2]));
            default -> throw new IllegalArgumentException(args[1]);
        }
    }

    /** Sweeps again and again until the input ends. */
    private static void sweep(RuntimeDirectory directory) {
        AbandonedNames names = new AbandonedNames(directory);
        againAndAgain(names::sweep);
    }

    /** Looks whether the name has a holder, again and again until the input ends. */
    private static void look(RuntimeDirectory directory) {
        Path lock = directory.path().resolve("notes.lock");
        againAndAgain(() -> {
            try {
                NameLock.isHeld(lock);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    /** Does it until the input ends, and says when it has done it once; one that cannot do it ends. */
    private static void againAndAgain(Runnable work) {
        Thread input = new Thread(() -> {
            try {
                System.in.readAllBytes();
            } catch (IOException closed) {
                throw new UncheckedIOException(closed);
            } finally {
                Runtime.getRuntime().halt(0);
            }
        });
        input.setDaemon(true);
        input.start();
        work.run();
        System.out.println("at it");
        while (true) {
            work.run();
        }
    }

    /** Starts again and again where a dead process of the same name has left its files; fails if it is kept from it. */
    private static void startAfterAKill(RuntimeDirectory directory, int turns) throws IOException {
        EndpointLocator locator = new EndpointLocator(directory);
        Path lock = directory.path().resolve("notes.lock");
        Path socket = directory.path().resolve("notes.sock");
        String givenAway = Long.toString(ProcessHandle.current().pid()); // the id is another's by now
        for (int turn = 0; turn < turns; turn++) {
            Files.createFile(lock, OwnerOnly.fileAttributes(lock));
            Files.writeString(lock, turn % 2 == 0 ? NOBODY : givenAway);
            Files.writeString(directory.path().resolve("notes.endpoint"), "left");
            try (EndpointPublisher publisher = EndpointPublisher.acquire(directory, "notes")) {
                Files.createFile(socket);
                publisher.publish(self());
                if (!locator.find("notes").equals(self()) || !Files.exists(socket) || !Files.exists(lock)) {
                    throw new IllegalStateException("Somebody has touched the files of turn " + turn);
                }
                Files.delete(socket);
            }
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
