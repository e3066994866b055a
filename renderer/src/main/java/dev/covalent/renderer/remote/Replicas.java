package dev.covalent.renderer.remote;

import dev.covalent.common.concurrent.LoopFuture;
import dev.covalent.common.frame.BagAnswer;
import dev.covalent.common.frame.BagReplica;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.live.VersionFile;
import dev.covalent.common.remote.BagSteps;
import dev.covalent.renderer.LiveObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bags of which this renderer keeps copies: of each one, however many have it live.
 *
 * <p>Thread-safe.
 */
final class Replicas {
    private static final Logger log = LoggerFactory.getLogger(Replicas.class);

    private final WatchNumbers watches;
    private final Map<String, Replica> byName = new ConcurrentHashMap<>();
    private final Map<String, VersionFile> files = new ConcurrentHashMap<>();
    private volatile boolean ended;

    Replicas(WatchNumbers watches) {
        this.watches = watches;
    }

    /**
     * Gives a bag live.
     *
     * @throws RuntimeException if main gives no copy of it
     */
    LiveObject open(RemoteBag bag) {
        LiveBag live = new LiveBag(bag, new ReplicaUse(this, bag, use(bag.name())));
        boolean opened = false;
        try {
            boolean unused = ask(live.use().replica(), bag);
            opened = true;
            return live;
        } finally {
            if (!opened) {
                live.close();
            }
        }
    }

    /** Gives a bag live as {@link #open(RemoteBag)} does, without waiting. */
    CompletableFuture<LiveObject> open(RemoteBag bag, CopyAsker asker) {
        LiveBag live = new LiveBag(bag, new ReplicaUse(this, bag, use(bag.name())));
        Asking asking = new Asking(live.use().replica());
        CompletableFuture<LiveObject> opened = asker.ask(asking.step(), answer -> {
            boolean unused = asking.answered(answer);
            return live;
        });
        LoopFuture.aside(opened, (same, failure) -> {
            asking.end();
            if (failure != null) {
                live.close();
            }
        });
        return opened;
    }

    /** Asks main for a copy, without waiting. */
    interface CopyAsker {
        CompletableFuture<LiveObject> ask(BagStep step, Function<BagAnswer, LiveObject> answered);
    }

    /** Gets a copy in the place of none, or of one that has ended, unless it is not the time for it. */
    void renew(Replica replica, RemoteBag bag, @Nullable BagCopy found) {
        if (!replica.beginRenewal(found)) {
            return;
        }
        boolean renewed = false;
        try {
            renewed = ask(replica, bag);
        } catch (RuntimeException failed) { // the read itself has its answer
            log.debug("'{}' is not live for now", bag.name(), failed);
        } finally {
            replica.endRenewal(renewed);
        }
    }

    /** Takes changes of a bag. */
    void received(Downstream.BagChanged changed) {
        Replica replica = byName.get(changed.object());
        if (replica != null) {
            replica.told(changed);
        }
    }

    /** Learns that somebody does not use a bag's copy any more. */
    void leave(String name, Replica replica) {
        close(replica.leave());
        byName.computeIfPresent(name, (same, known) -> known.equals(replica) && known.isUnused() ? null : known);
    }

    /** Keeps no copies from now on, as the link has ended. */
    void end() {
        ended = true;
        byName.values().forEach(Replica::end);
    }

    private Replica use(String name) {
        Replica used = byName.compute(name, (same, known) -> {
            Replica replica = known == null ? new Replica() : known;
            replica.use();
            return replica;
        });
        if (ended) {
            used.end();
        }
        return used;
    }

    /** Asks for a copy; returns whether one came. */
    private boolean ask(Replica replica, RemoteBag bag) {
        Asking asking = new Asking(replica);
        try {
            return asking.answered(bag.performForCopy(asking.step()));
        } finally {
            asking.end();
        }
    }

    /** A question for a copy. Ends once; if no copy has come by then, main need not keep it up to date. */
    private final class Asking {
        private final Replica replica;
        private final long number = watches.next();
        private final AtomicBoolean over = new AtomicBoolean();

        Asking(Replica replica) {
            this.replica = replica;
            replica.asking();
        }

        BagStep step() {
            return BagSteps.live(number);
        }

        /** Takes main's answer; returns false if it gives no copy, because none could be kept up to date now. */
        boolean answered(BagAnswer answer) {
            BagReplica given = BagReplica.decode(answer.results().get(0));
            VersionFile file = given.file().isEmpty() ? null : file(given.file());
            if (file == null) {
                return false;
            }
            BagCopy copy = new BagCopy(file, given);
            if (over.compareAndSet(false, true)) {
                close(replica.come(copy, number));
            }
            return true;
        }

        void end() {
            if (over.compareAndSet(false, true)) {
                replica.notCome();
                close(number); // main may have opened the watch all the same, if only its answer was lost
            }
        }
    }

    private @Nullable VersionFile file(String path) {
        try {
            return files.computeIfAbsent(path, Replicas::opened);
        } catch (UncheckedIOException failed) {
            log.warn(
                    "No memory can be shared with main, which so is asked at each read of a live object: {}",
                    String.valueOf(failed.getCause()));
            return null;
        }
    }

    private static VersionFile opened(String path) {
        try {
            return VersionFile.open(Path.of(path));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void close(long number) {
        if (number != 0) {
            watches.close(number);
        }
    }
}
