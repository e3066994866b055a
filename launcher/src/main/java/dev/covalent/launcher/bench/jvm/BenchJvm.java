package dev.covalent.launcher.bench.jvm;

import dev.covalent.common.process.ExitCodes;
import dev.covalent.common.process.ParentWatchdog;
import dev.covalent.common.process.ProcessIdentity;
import dev.covalent.launcher.bench.plan.Cell;
import dev.covalent.launcher.bench.plan.Measurement;
import dev.covalent.launcher.bench.plan.Mode;
import dev.covalent.launcher.bench.plan.Payload;
import dev.covalent.launcher.bench.plan.Seat;
import dev.covalent.launcher.bench.plan.Subject;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main class of every process that is measured. It does what it is told over a connection of its own to the process
 * that started it: nothing of Covalent is busy with that while Covalent is measured. Not thread-safe.
 */
public final class BenchJvm {
    /** The length of the secret that is the first it says on that connection. */
    public static final int SECRET_BYTES = 16;

    /** Takes the part's place; followed by what the part needs to know. */
    public static final String OPEN = "open";

    /** Makes the renderers known; followed by the contents of the one that measures and of its partner. */
    public static final String MEET = "meet";

    /** Measures; followed by subject, payload, mode and amount. */
    public static final String MEASURE = "measure";

    /** Begins an answer to what could be done. */
    public static final String DONE = "done ";

    /** Begins an answer to what could not be done. */
    public static final String FAILED = "failed ";

    private static final Logger log = LoggerFactory.getLogger(BenchJvm.class);

    private final Part part;

    private BenchJvm(Part part) {
        this.part = part;
    }

    /**
     * Does what it is told until the connection ends.
     *
     * @param arguments the seat, and the port to connect to; the secret comes over standard input
     */
    public static void main(String[] arguments) throws Exception {
        byte[] secret = System.in.readNBytes(SECRET_BYTES);
        ProcessIdentity parent =
                ProcessIdentity.of(ProcessHandle.current().parent().orElseThrow());
        ParentWatchdog watchdog = ParentWatchdog.watch(parent, System.in, () -> System.exit(ExitCodes.PARENT_GONE));
        try (Part part = part(Seat.valueOf(arguments[0]));
                Socket control = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1]))) {
            Stage.enter(part);
            control.setTcpNoDelay(true);
            control.getOutputStream().write(secret);
            new BenchJvm(part).serve(control);
        } finally {
            watchdog.close();
        }
        System.exit(0); // RMI's threads would keep it
    }

    private static Part part(Seat seat) {
        return switch (seat) {
            case BARE_SERVER -> new BareServerPart();
            case BARE_CLIENT -> new BareClientPart();
            case MAIN -> new MainPart();
            case RENDERER -> new RendererPart();
            case PARTNER -> new PartnerPart();
        };
    }

    private void serve(Socket control) throws IOException {
        DataInputStream in = new DataInputStream(control.getInputStream());
        DataOutputStream out = new DataOutputStream(control.getOutputStream());
        try {
            while (true) {
                out.writeUTF(answer(in.readUTF()));
            }
        } catch (EOFException over) {
            log.debug("The benchmark is over", over);
        }
    }

    private String answer(String command) {
        try {
            return DONE + obey(command);
        } catch (Exception failed) {
            log.error("'{}' failed", command, failed);
            return FAILED + failed;
        }
    }

    private String obey(String command) throws Exception {
        String[] words = command.split(" ", 2);
        String[] rest = words[1].split(" ", -1);
        return switch (words[0]) {
            case OPEN -> part.open(words[1]);
            case MEET -> {
                part.meet(Integer.parseInt(rest[0]), Integer.parseInt(rest[1]));
                yield "";
            }
            case MEASURE -> {
                Cell cell = new Cell(Subject.valueOf(rest[0]), Payload.valueOf(rest[1]), Mode.valueOf(rest[2]));
                Measurement measurement = cell.mode().isOfNewProcess()
                        ? part.take(cell.subject(), cell.mode())
                        : Jmh.measure(cell, Long.parseLong(rest[3]));
                yield measurement.toLine();
            }
            default -> throw new IllegalArgumentException("Unknown command");
        };
    }
}
