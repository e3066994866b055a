package dev.covalent.launcher.bench;

import dev.covalent.common.process.ChildJvm;
import dev.covalent.launcher.bench.jvm.BenchJvm;
import dev.covalent.launcher.bench.plan.Cell;
import dev.covalent.launcher.bench.plan.Measurement;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** One of the processes that are measured, told what to do over its connection. Used by one thread at a time. */
final class Player implements AutoCloseable {
    /** A measurement may take longer than its iteration: a stream ends when all has arrived, and two hundred JVMs must start. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ChildJvm jvm;
    private final Socket control;
    private final DataInputStream in;
    private final DataOutputStream out;

    Player(ChildJvm jvm, Socket control) throws IOException {
        this.jvm = jvm;
        this.control = control;
        control.setSoTimeout((int) PATIENCE.toMillis());
        control.setTcpNoDelay(true);
        in = new DataInputStream(control.getInputStream());
        out = new DataOutputStream(control.getOutputStream());
    }

    long pid() {
        return jvm.pid();
    }

    String open(String told) {
        return ask(BenchJvm.OPEN + " " + told);
    }

    void meet(String renderer, String partner) {
        ask(BenchJvm.MEET + " " + renderer + " " + partner);
    }

    /** Takes one figure; {@code amount} is in milliseconds, for a stream in messages. */
    Measurement measure(Cell cell, long amount) {
        String words = cell.subject().name() + " " + cell.payload().name() + " "
                + cell.mode().name();
        return Measurement.parse(ask(BenchJvm.MEASURE + " " + words + " " + amount));
    }

    /** Lets the process end in good order. */
    @Override
    public void close() throws IOException {
        control.close();
    }

    private String ask(String command) {
        String answer;
        try {
            out.writeUTF(command);
            answer = in.readUTF();
        } catch (IOException lost) {
            throw new BenchException("The " + jvm + " did not answer '" + command + "': " + jvm.lastLines(), lost);
        }
        if (!answer.startsWith(BenchJvm.DONE)) {
            throw new BenchException("The " + jvm + " could not '" + command + "': " + answer);
        }
        return answer.substring(BenchJvm.DONE.length());
    }
}
