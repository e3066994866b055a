package dev.covalent.launcher.bench.list;

import dev.covalent.launcher.bench.plan.Measurement;
import dev.covalent.launcher.bench.window.BenchWindow;
import dev.covalent.main.MainProcess;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Shares the list, and opens windows that go through it. */
public final class SharedLists {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private SharedLists() {}

    /** Takes a figure in a window of its own. */
    public static Measurement take(MainProcess main) throws Exception {
        main.globals().share(ListPage.SHARED, Map.of(ListPage.ITEMS, Item.list()));
        try (BenchWindow window = BenchWindow.open(main, ListPage.class)) {
            long unused = window.awaitLoaded();
            Walk walk = window.contents()
                    .invoke(ListPage.WALK, LIMIT)
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .get(Walk.class);
            window.closeAndAwaitEnd();
            return walk.checked();
        } finally {
            main.globals().unshare(ListPage.SHARED);
        }
    }
}
