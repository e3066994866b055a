package dev.covalent.main.global;

import dev.covalent.common.ValueConversionException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.remote.BagSteps;
import dev.covalent.main.session.RendererPeer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one renderer watches, by the numbers that it gave.
 *
 * <p>Confined to the turn of main's loop, except {@link #resume}.
 */
final class PeerWatches {
    /** Keeps a renderer that counts up its numbers from filling main's heap. */
    static final int MAX_WATCHES = 16_384;

    private final RendererPeer peer;
    private final Consumer<BagWatchers> unwatched;
    private final PeerWatch.Renewal renewal;
    private final Map<Long, Listener> open = new HashMap<>();
    private final Map<BagWatchers, PeerWatch> byBag = new HashMap<>();
    private final Set<PeerWatch> behind = ConcurrentHashMap.newKeySet();

    /** One of the renderer's listeners. */
    private record Listener(
            PeerWatch watch, String property, @Nullable LiveMark mark) {}

    /**
     * Makes a table without watches.
     *
     * @param unwatched is told, with no lock held, that somebody watches no more
     * @param renewal decides about what replaces bags
     */
    PeerWatches(RendererPeer peer, Consumer<BagWatchers> unwatched, PeerWatch.Renewal renewal) {
        this.peer = peer;
        this.unwatched = unwatched;
        this.renewal = renewal;
    }

    /**
     * Checks that the watches that some steps ask for can be opened.
     *
     * @throws IllegalArgumentException if a number is in use, or is none, if a property cannot have such a name, or there
     *     would be too many
     */
    void check(List<BagStep> steps) {
        Set<Long> asked = new HashSet<>();
        for (BagStep step : steps) {
            if (step.operation().isWatch()) {
                if (!step.property().equals(BagSteps.ALL)) {
                    GlobalName.check(step.property(), "property");
                }
                long number = number(step);
                if (open.containsKey(number) || !asked.add(number)) {
                    throw new IllegalArgumentException("Watch " + number + " is open already");
                }
            }
        }
        if (!asked.isEmpty() && open.size() + asked.size() > MAX_WATCHES) {
            throw new IllegalArgumentException("This renderer listens for changes " + open.size()
                    + " times, of at most " + MAX_WATCHES + ": close the subscriptions that are not needed");
        }
    }

    /** Opens the watch that a {@linkplain #check checked} step asks for; called under the lock of the bag. */
    void open(BagStep step, BagWatchers watchers, Map<String, Payload> there) {
        PeerWatch watch = watchOf(watchers);
        watch.add(step.property(), there);
        open.put(number(step), new Listener(watch, step.property(), null));
    }

    /** Opens the watch of a renderer that has a copy, as a {@linkplain #check checked} step asks; else like {@link #open}. */
    void openLive(BagStep step, BagWatchers watchers, Map<String, Payload> there, LiveMark mark) {
        PeerWatch watch = watchOf(watchers);
        watch.addLive(there);
        open.put(number(step), new Listener(watch, BagSteps.ALL, mark));
    }

    private PeerWatch watchOf(BagWatchers watchers) {
        return byBag.computeIfAbsent(watchers, added -> new PeerWatch(peer, watchers, behind::add, renewal));
    }

    /** Closes a watch; one that is not open is left alone, as its opening may have been given up on the way. */
    void close(long number) {
        Listener listener = open.remove(number);
        if (listener != null) {
            close(listener);
        }
    }

    /** Sends what was kept because the renderer did not keep up; to be called when it has taken something. */
    void resume() {
        Iterator<PeerWatch> all = behind.iterator();
        while (all.hasNext() && peer.isWritable()) {
            PeerWatch watch = all.next();
            synchronized (watch.watchers()) {
                if (watch.flush()) {
                    all.remove();
                }
            }
        }
    }

    /** Closes all, because the renderer is gone. */
    void drop() {
        List<Listener> all = List.copyOf(open.values());
        open.clear();
        all.forEach(this::close);
    }

    private void close(Listener listener) {
        PeerWatch watch = listener.watch();
        BagWatchers watchers = watch.watchers();
        synchronized (watchers) {
            if (!remove(listener)) {
                return;
            }
            behind.remove(watch);
            byBag.remove(watchers, watch);
        }
        unwatched.accept(watchers);
    }

    private static boolean remove(Listener listener) {
        PeerWatch watch = listener.watch();
        LiveMark mark = listener.mark();
        if (mark == null) {
            return watch.remove(listener.property());
        }
        boolean dropped = mark.isEnded(); // with all other copies
        watch.watchers().letGo(mark);
        return dropped ? watch.isIdle() : watch.removeLive();
    }

    private static long number(BagStep step) {
        try {
            return StructuredClone.value(step.value()).get(long.class);
        } catch (ValueConversionException noNumber) {
            throw new IllegalArgumentException("The number of a watch: " + noNumber.getMessage(), noNumber);
        }
    }
}
