package dev.covalent.common.instance;

import dev.covalent.common.IpcTimeoutException;
import dev.covalent.common.endpoint.EndpointDescriptor;
import dev.covalent.common.endpoint.EndpointLocator;
import dev.covalent.common.endpoint.InstanceLock;
import dev.covalent.common.endpoint.NoSuchEndpointException;
import dev.covalent.common.endpoint.RuntimeDirectory;
import dev.covalent.common.transport.Address;
import dev.covalent.common.transport.CallDeadline;
import dev.covalent.common.transport.ChannelSocket;
import dev.covalent.common.transport.Dialer;
import dev.covalent.common.transport.HandshakeException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the single-instance lock: this process gets it, or whoever has it is told of this instance.
 *
 * <p>The system's lock decides, whatever descriptors and process ids say. Who has it may be about to listen, or to end; so
 * both are tried again until the one or the other succeeds, or the time is over. What has been sent is never sent again:
 * then either the answer comes, or the holder dies with it and the lock is free.
 *
 * <p>Confined to the thread that asks.
 */
public final class InstanceRequest {
    /** How long a request may take. */
    public static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(InstanceRequest.class);
    private static final Duration HASTY = Duration.ofMillis(500);
    private static final long MIN_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long MAX_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final RuntimeDirectory directory;
    private final String name;
    private final Handover handover;
    private final Duration limit;

    private boolean sent;
    private String problem = "it does not listen yet";
    private boolean attempted;

    /** Makes a request. */
    public InstanceRequest(RuntimeDirectory directory, String name, Handover handover, Duration limit) {
        this.directory = directory;
        this.name = name;
        this.handover = handover;
        this.limit = limit;
    }

    /**
     * Asks.
     *
     * @return what this process has now; absent if another process has it, and was told
     * @throws IllegalArgumentException if another process has it and there is too much to tell; nothing was sent
     * @throws IpcTimeoutException if another process has it and could not be told; the message says whether it may have been
     * @throws CancellationException if the calling thread was interrupted meanwhile; the message says the same
     * @throws IllegalStateException if the other process is of another version, or does not understand what it is sent, or
     *     its descriptor is open to others
     */
    public Optional<InstanceClaim> run() {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException(
                        "Interrupted while the single-instance lock of '" + name + "' was asked for. " + whatWasSent());
            }
            Optional<InstanceClaim> claim = InstanceClaim.tryTake(directory, name);
            if (claim.isPresent()) {
                return claim;
            }
            long left = deadline - System.nanoTime();
            if (!sent && left > 0 && isTold(Duration.ofNanos(left))) {
                return Optional.empty();
            }
            if (deadline - System.nanoTime() <= 0) {
                throw new IpcTimeoutException("The single-instance lock of '" + name + "' is held by " + who()
                        + ", which could not be told of this instance within " + limit.toMillis() + " ms: " + problem
                        + ". " + whatWasSent());
            }
            // It is another process that listens or ends; nothing can wake us.
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(MIN_PAUSE_NANOS, MAX_PAUSE_NANOS));
        }
    }

    private boolean isTold(Duration left) {
        handover.requireSendable();
        boolean hasty = left.compareTo(HASTY) < 0;
        CallDeadline deadline = CallDeadline.start(left);
        try (deadline) {
            EndpointDescriptor endpoint = new EndpointLocator(directory).find(name);
            ChannelSocket socket = Dialer.dialSecondInstance(Address.parse(endpoint.address()), endpoint.secret());
            try (socket) {
                sent = true;
                handover.writeTo(socket.getOutputStream());
                return isTaken(socket.getInputStream().read());
            }
        } catch (NoSuchEndpointException absent) {
            if (absent.problem() == NoSuchEndpointException.Problem.INSECURE) {
                throw absent;
            }
            failed("it does not listen yet (" + absent.getMessage() + ")", hasty);
        } catch (HandshakeException refused) {
            if (refused.reason() == HandshakeException.Reason.OTHER_VERSION) {
                throw new IllegalStateException(refused.getMessage(), refused);
            }
            failed(String.valueOf(refused.getMessage()), hasty);
        } catch (IOException failed) {
            log.debug("Telling the first instance of '{}' failed", name, failed);
            failed(String.valueOf(failed.getMessage()), hasty);
        }
        return false;
    }

    /** An attempt that began with hardly any time left tells of that: what the one before met says more. */
    private void failed(String why, boolean hasty) {
        if (!attempted || !hasty || sent) {
            problem = why;
        }
        attempted = true;
    }

    private boolean isTaken(int answer) {
        attempted = true;
        HandoverAnswer known = HandoverAnswer.ofCode(answer);
        if (known == HandoverAnswer.TAKEN) {
            return true;
        }
        if (known == null) {
            problem =
                    answer < 0 ? "it closed the connection without an answer" : "it gave the unknown answer " + answer;
            return false;
        }
        if (known == HandoverAnswer.MALFORMED) {
            throw new IllegalStateException("The first instance of '" + name + "' (" + who()
                    + ") does not understand what it was sent; its log says why");
        }
        sent = false; // what it did not keep may be sent again
        problem = switch (known) {
            case BUSY -> "it keeps as much of later instances as it may, and has not come to it";
            case ENDING -> "it is ending";
            default -> "it has given the lock up";
        };
        return false;
    }

    private String whatWasSent() {
        return sent ? "It was sent the arguments of this instance, and may hear of them yet" : "Nothing was sent";
    }

    private String who() {
        OptionalLong holder = InstanceLock.holder(directory, name);
        if (holder.isEmpty()) {
            return "a process whose id is unknown";
        }
        boolean self = holder.getAsLong() == ProcessHandle.current().pid();
        return "pid " + holder.getAsLong() + (self ? ", this process itself" : "");
    }
}
