package dev.covalent.common.instance;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.endpoint.EndpointInUseException;
import dev.covalent.common.endpoint.EndpointPublisher;
import dev.covalent.common.endpoint.InstanceLock;
import dev.covalent.common.endpoint.RuntimeDirectory;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the first instance of an application has: the single-instance lock, and with it the name, so that nobody else starts
 * under that in between; unless a process has the name that has not the lock, because it never asked for it or gave it up.
 *
 * <p>The lock is taken before the name and given up after it: whoever finds the lock free finds the name free, too.
 *
 * <p>Thread-safe.
 */
public final class InstanceClaim implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(InstanceClaim.class);

    /** A process that is killed gives up its two locks at two moments. */
    private static final int ATTEMPTS = 10;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

    private final RuntimeDirectory directory;
    private final String name;
    private final InstanceLock instance;
    private final Object lock = new Object();

    @GuardedBy("lock") private @Nullable EndpointPublisher endpoint;

    private InstanceClaim(RuntimeDirectory directory, String name, InstanceLock instance) {
        this.directory = directory;
        this.name = name;
        this.instance = instance;
    }

    /** Takes the lock, and the name if that is to be had; absent if another process, or this one, has the lock. */
    static Optional<InstanceClaim> tryTake(RuntimeDirectory directory, String name) {
        return InstanceLock.tryTake(directory, name).map(taken -> {
            InstanceClaim claim = new InstanceClaim(directory, name, taken);
            try {
                claim.tryTakeName();
                return claim;
            } catch (RuntimeException | Error failed) {
                claim.close();
                throw failed;
            }
        });
    }

    /** Returns the lock. */
    public InstanceLock instance() {
        return instance;
    }

    /**
     * Returns the endpoint under the name, which is taken now if it was not to be had before.
     *
     * @throws EndpointInUseException if another process still has the name
     */
    public EndpointPublisher endpoint() {
        synchronized (lock) {
            EndpointPublisher taken = endpoint;
            if (taken == null) {
                taken = EndpointPublisher.acquire(directory, name);
                endpoint = taken;
            }
            return taken;
        }
    }

    private void tryTakeName() {
        for (int attempt = 1; ; attempt++) {
            try {
                log.debug("Took {} with {}", endpoint(), instance);
                return;
            } catch (EndpointInUseException held) {
                if (attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
                    log.warn(
                            "This process has the single-instance lock of '{}' and cannot start under that name, as one"
                                    + " runs that has not, or no more, the lock: {}",
                            name,
                            held.getMessage());
                    return;
                }
                LockSupport.parkNanos(PAUSE_NANOS); // it is another process that gives it up; nothing can wake us
            }
        }
    }

    /** Gives both up. Closing twice is a no-op. */
    @Override
    public void close() {
        EndpointPublisher taken;
        synchronized (lock) {
            taken = endpoint;
        }
        try {
            if (taken != null) {
                taken.close();
            }
        } finally {
            instance.close();
        }
    }
}
