package dev.covalent.main.global;

import dev.covalent.common.frame.BagChange;
import dev.covalent.common.remote.BagSteps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who hears of what is shared under one name, whichever bag that is. Its monitor is the lock of that bag: so everybody
 * hears of the changes in the order in which they are made.
 *
 * <p>Not thread-safe: used under that lock.
 */
final class BagWatchers {
    private final String name;
    private final Map<String, Set<BagWatch>> byProperty = new HashMap<>();

    BagWatchers(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void add(BagWatch watch) {
        byProperty
                .computeIfAbsent(watch.property(), added -> new LinkedHashSet<>())
                .add(watch);
    }

    void remove(BagWatch watch) {
        byProperty.computeIfPresent(watch.property(), (property, watches) -> {
            watches.remove(watch);
            return watches.isEmpty() ? null : watches;
        });
    }

    boolean isEmpty() {
        return byProperty.isEmpty();
    }

    /** Tells everybody what they want to hear of changes, which are in the order they were made. */
    void tell(List<BagChange> changes) {
        if (isEmpty()) {
            return;
        }
        Map<BagWatch, List<BagChange>> news = new LinkedHashMap<>();
        for (BagChange change : changes) {
            note(news, change, byProperty.get(change.property()));
            note(news, change, byProperty.get(BagSteps.ALL));
        }
        news.forEach(BagWatch::tell);
    }

    private static void note(Map<BagWatch, List<BagChange>> news, BagChange change, @Nullable Set<BagWatch> watches) {
        if (watches != null) {
            watches.forEach(watch ->
                    news.computeIfAbsent(watch, added -> new ArrayList<>(1)).add(change));
        }
    }
}
