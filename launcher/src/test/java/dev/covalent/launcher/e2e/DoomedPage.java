package dev.covalent.launcher.e2e;

import dev.covalent.launcher.bench.fault.Exhaustion;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import dev.covalent.renderer.Renderer;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;

/** A page that ends its process, in the way that its first argument names, as soon as main says so. */
@SuppressWarnings("FutureReturnValueIgnored") // what a handler returns is not ignored: it is the answer
public final class DoomedPage implements Page {
    /** Main's word. */
    static final String GO = "go";

    private final Renderer renderer;
    private final IpcRenderer ipcRenderer;

    @Inject
    DoomedPage(Renderer renderer, IpcRenderer ipcRenderer) {
        this.renderer = renderer;
        this.ipcRenderer = ipcRenderer;
    }

    /** A way to end. */
    enum Doom {
        EXIT_CLEAN,
        EXIT_3,
        EXIT_134,
        EXIT_137,
        EXIT_139,
        EXIT_143,
        HEAP,
        METASPACE,
        DIRECT_MEMORY;

        void meet() {
            switch (this) {
                case EXIT_CLEAN -> System.exit(0);
                case EXIT_3, EXIT_134, EXIT_137, EXIT_139, EXIT_143 -> System.exit(code());
                case HEAP -> Exhaustion.HEAP.meet();
                case METASPACE -> Exhaustion.METASPACE.meet();
                case DIRECT_MEMORY -> Exhaustion.DIRECT_MEMORY.meet();
            }
        }

        /** Returns the exit code that it names. */
        private int code() {
            return Integer.parseInt(name().substring("EXIT_".length()));
        }
    }

    @Override
    public void load() {
        System.out.println("doomed to " + renderer.arguments());
        Doom doom = Doom.valueOf(renderer.arguments().get(0));
        ipcRenderer.handle(GO, (event, message) -> {
            if (renderer.arguments().get(1).equals("future")) {
                return CompletableFuture.runAsync(doom::meet);
            }
            doom.meet();
            return null;
        });
        boolean onLoop = renderer.arguments().get(1).equals("loop");
        ipcRenderer.on(GO, (event, message) -> {
            if (onLoop) {
                doom.meet();
            } else {
                new Thread(doom::meet, "doomed").start();
            }
        });
    }

    /** Cannot be made. */
    public static final class ThrowingConstructor implements Page {
        @Inject
        ThrowingConstructor() {
            throw new IllegalStateException("no licence, as the test wants");
        }

        @Override
        public void load() {}
    }

    /** Cannot even be initialised. */
    public static final class ThrowingClass implements Page {
        private static final int NUMBER = Integer.parseInt("no number, as the test wants");

        @Inject
        ThrowingClass() {}

        @Override
        public void load() {
            System.out.println(NUMBER);
        }
    }
}
