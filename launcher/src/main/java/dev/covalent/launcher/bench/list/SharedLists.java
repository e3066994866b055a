package dev.covalent.launcher.bench.list;

import dev.covalent.launcher.bench.plan.Measurement;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;
import dev.covalent.main.WebContents;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Shares the list, and opens windows that go through it. */
public final class SharedLists {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private SharedLists() {}

    /** Takes a figure in a window of its own. */
    public static Measurement take(MainProcess main) throws Exception {
        main.globals().share(ListPage.SHARED, Map.of(ListPage.ITEMS, Item.list()));
        BrowserWindow window = main.browserWindows()
                .open(BrowserWindowOptions.page(ListPage.class).show(false));
        try {
            CompletableFuture<Boolean> loaded = new CompletableFuture<>();
            WebContents contents = window.webContents();
            contents.on(WebContents.DID_FINISH_LOAD, event -> loaded.complete(true));
            contents.on(
                    WebContents.RENDER_PROCESS_GONE,
                    gone -> loaded.completeExceptionally(
                            new IllegalStateException("The window's process is gone: " + gone)));
            boolean unused = loaded.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return contents.invoke(ListPage.WALK, LIMIT)
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .get(Walk.class)
                    .checked();
        } finally {
            window.destroy();
            main.globals().unshare(ListPage.SHARED);
        }
    }
}
