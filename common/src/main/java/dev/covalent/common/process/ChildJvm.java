package dev.covalent.common.process;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.GoneReason;
import dev.covalent.common.concurrent.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JVM forked by this process.
 *
 * <pre>
 *   RUNNING --- exits or is killed, {@link #terminate}, {@link #kill} ---> EXITED --- output drained ---> REPORTED
 * </pre>
 *
 * <p>{@link #onExit} completes in REPORTED, at the latest {@value #DRAIN_MILLIS} ms after EXITED: a process that the
 * child had started may hold the child's output open for as long as it likes. {@code terminate} and {@code kill} record
 * why before they act, and are no-ops after EXITED.
 *
 * <p>The child's standard input stays open after the bootstrap and carries nothing more, but what {@link #send} adds. Its
 * end tells the child that this process is gone, whatever ended it; see {@link ParentWatchdog}.
 *
 * <p>Thread-safe.
 */
public final class ChildJvm implements AutoCloseable {
    /** Longest bootstrap, in bytes. */
    public static final int MAX_BOOTSTRAP = 1 << 20;

    private static final Logger log = LoggerFactory.getLogger(ChildJvm.class);
    private static final long DRAIN_MILLIS = 1000;
    private static final long CLOSE_MILLIS = 5000;
    private static final int TAIL_LINES = 20;

    /** A crash report is dated by another clock than a start instant, and coarsely. */
    private static final Duration DATING_TOLERANCE = Duration.ofSeconds(2);

    private final JvmCommand command;
    private final Process process;
    private final ProcessIdentity identity;
    private final LineTail tail = new LineTail(TAIL_LINES);
    private final CountDownLatch drained = new CountDownLatch(2);
    private final CompletableFuture<ProcessExit> exit = new CompletableFuture<>();
    private final EndingSignal termination;
    private final EndingSignal killing;
    private final Object lock = new Object();

    @GuardedBy("lock") private @Nullable GoneReason intent;

    private ChildJvm(JvmCommand command, Process process) {
        this.command = command;
        this.process = process;
        this.identity = ProcessIdentity.of(process.toHandle());
        String role = command.role() + "-" + pid();
        this.termination = new EndingSignal(role + "-terminate", () -> signalled(ProcessHandle::destroy));
        this.killing = new EndingSignal(role + "-kill", () -> signalled(ProcessHandle::destroyForcibly));
    }

    /**
     * Starts a JVM and returns without waiting for it.
     *
     * @param bootstrap the first bytes of its standard input, at most {@value #MAX_BOOTSTRAP}; copied
     * @param sink takes what it prints
     * @throws IOException if the system could not start it
     */
    public static ChildJvm start(JvmCommand command, byte[] bootstrap, OutputSink sink) throws IOException {
        Objects.requireNonNull(sink, "sink");
        if (bootstrap.length > MAX_BOOTSTRAP) {
            throw new IllegalArgumentException("The bootstrap of a " + command.role() + " has " + bootstrap.length
                    + " bytes; at most " + MAX_BOOTSTRAP + " are allowed. Send the rest once it is connected.");
        }
        Process process = launch(command);
        try {
            ChildJvm child = new ChildJvm(command, process);
            child.startThreads(bootstrap.clone(), sink);
            return child;
        } catch (RuntimeException | Error failed) {
            process.destroyForcibly();
            throw failed;
        }
    }

    /**
     * Sends more to the child's standard input, after it has taken its bootstrap, and returns without waiting for it.
     *
     * @param more at most {@value #MAX_BOOTSTRAP} bytes; copied
     */
    public void send(byte[] more) {
        if (more.length > MAX_BOOTSTRAP) {
            throw new IllegalArgumentException(
                    "More input of " + more.length + " bytes; at most " + MAX_BOOTSTRAP + " are allowed");
        }
        byte[] copy = more.clone();
        Threads.daemon(command.role() + "-" + pid() + "-in", () -> deliver(copy))
                .start();
    }

    /** Returns the process id, also after the process is gone. */
    public long pid() {
        return identity.pid();
    }

    /** Returns when the process started, as the system tells it; absent where it does not. */
    public Optional<Instant> startInstant() {
        return Optional.ofNullable(identity.startInstant());
    }

    /** Tells whether the process runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns a future that completes once the process is gone and its output has been taken; it never fails. */
    public CompletableFuture<ProcessExit> onExit() {
        return exit.copy();
    }

    /** Returns what the process prints there; absent unless that is {@linkplain OutputUse#HANDED_OVER handed over}. */
    public Optional<InputStream> output(OutputSink.Stream stream) {
        if (command.use(stream) != OutputUse.HANDED_OVER) {
            return Optional.empty();
        }
        return Optional.of(stream == OutputSink.Stream.OUT ? process.getInputStream() : process.getErrorStream());
    }

    /** Returns the last lines that the process printed, oldest first, for error messages. */
    public List<String> lastLines() {
        return tail.lines();
    }

    /** Returns the report of a crash; absent as long as there is none. */
    public Optional<Path> crashReport() {
        return Optional.ofNullable(command.crashReport(pid())).filter(this::isFromThisProcess);
    }

    /**
     * Asks the process to end (SIGTERM), which runs its shutdown hooks. Where this process has no descriptor left with which
     * to signal anything, that is done as soon as there is one.
     */
    public void terminate() {
        intend(GoneReason.KILLED);
        termination.send();
    }

    /** Ends the process at once (SIGKILL), or as soon as there is a descriptor with which to do so. */
    public void kill() {
        kill(GoneReason.KILLED);
    }

    /**
     * Ends the process at once (SIGKILL).
     *
     * @param reason what {@link ProcessExit#reason()} will say, unless the process ends by itself first or an earlier
     *     call gave another
     */
    public void kill(GoneReason reason) {
        intend(Objects.requireNonNull(reason, "reason"));
        killing.send();
    }

    /**
     * Ends the child's standard input, by which it learns that this process has done with it, and waits until it is gone;
     * kills it when {@code grace} is over.
     */
    public void dismiss(Duration grace) {
        try {
            process.getOutputStream().close();
            exit.get(grace.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | IOException expected) {
            log.debug("{}: closing its standard input failed", this, expected);
        } catch (TimeoutException late) {
            log.warn("{} still runs {} ms after it was dismissed: killing it", this, grace.toMillis());
        }
        close();
    }

    /** Kills the process if it runs and waits up to 5 s until it is gone. Closing twice is a no-op. */
    @Override
    public void close() {
        kill();
        try {
            exit.get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
            process.getOutputStream().close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException late) {
            log.warn("{} still runs {} ms after it was killed", this, CLOSE_MILLIS);
        } catch (ExecutionException | IOException expected) {
            log.debug("{}: closing its standard input failed", this, expected);
        }
    }

    @Override
    public String toString() {
        return command.role() + " (pid " + pid() + ")";
    }

    private static Process launch(JvmCommand command) throws IOException {
        command.checkWorkingDirectory(); // else the system's message blames the program
        try {
            return Forks.start(command.toProcessBuilder());
        } catch (Forks.NoDescriptorsException none) {
            throw new IOException("Could not start " + command + ": " + none.getMessage(), none);
        } catch (IOException failed) {
            throw new IOException(
                    "Could not start " + command + ": " + failed.getMessage()
                            + ". Check that the program exists, and that its flags and its environment are not too long.",
                    failed);
        }
    }

    private void startThreads(byte[] bootstrap, OutputSink sink) {
        String role = command.role() + "-" + pid();
        take(role + "-out", OutputSink.Stream.OUT, process.getInputStream(), sink);
        take(role + "-err", OutputSink.Stream.ERR, process.getErrorStream(), sink);
        Threads.daemon(role + "-exit", this::awaitExit).start();
        // Not on the caller's thread: a child that does not read would hold the caller once the pipe is full.
        Threads.daemon(role + "-in", () -> deliver(bootstrap)).start();
    }

    private void take(String role, OutputSink.Stream stream, InputStream output, OutputSink sink) {
        if (command.use(stream) == OutputUse.TAKEN) {
            OutputPump pump = new OutputPump(output, line -> took(sink, stream, line));
            Threads.daemon(role, () -> drain(pump)).start();
        } else {
            drained.countDown();
        }
    }

    private void took(OutputSink sink, OutputSink.Stream stream, String line) {
        tail.add(line);
        sink.line(pid(), stream, line);
    }

    private void drain(OutputPump pump) {
        try {
            pump.run();
        } finally {
            drained.countDown();
        }
    }

    private void deliver(byte[] bootstrap) {
        try {
            OutputStream in = process.getOutputStream();
            in.write(bootstrap);
            in.flush();
        } catch (IOException gone) {
            log.debug("{} ended before it took its input: {}", this, gone.toString());
        }
    }

    private void awaitExit() {
        try {
            int exitCode = process.waitFor();
            if (!drained.await(DRAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                log.debug("{} ended, but something still holds its output open", this);
            }
            exit.complete(report(exitCode));
        } catch (InterruptedException interrupted) { // nobody here does that
            exit.completeExceptionally(interrupted);
        }
    }

    private ProcessExit report(int exitCode) {
        GoneReason asked;
        synchronized (lock) {
            asked = intent;
        }
        GoneReason reason = ExitReasons.of(exitCode, asked, crashReport().isPresent());
        return new ProcessExit(pid(), exitCode, reason, asked != null);
    }

    /**
     * Sends a signal through the handle, because {@link Process#destroy} does more: it closes the child's standard
     * input, which would tell it that we are gone, and its output, whose last lines would be lost. The handle is a new one:
     * one that was made when there was no descriptor signals nothing ever after.
     */
    private boolean signalled(Predicate<ProcessHandle> kind) {
        return !process.isAlive()
                || ProcessHandle.of(pid())
                        .filter(found -> process.isAlive()) // else the id may be another's
                        .filter(kind)
                        .isPresent();
    }

    private void intend(GoneReason reason) {
        synchronized (lock) {
            if (intent == null && process.isAlive()) {
                intent = reason;
            }
        }
    }

    /** Process ids are given away again, so an old report may bear this one. */
    private boolean isFromThisProcess(Path report) {
        try {
            Instant start = identity.startInstant();
            return Files.isRegularFile(report)
                    && (start == null
                            || !Files.getLastModifiedTime(report).toInstant().isBefore(start.minus(DATING_TOLERANCE)));
        } catch (IOException unreadable) {
            log.debug("{}: cannot tell the age of {}", this, report, unreadable);
            return false;
        }
    }
}
