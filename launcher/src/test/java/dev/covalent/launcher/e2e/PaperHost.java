package dev.covalent.launcher.e2e;

import dev.covalent.renderer.HostWindow;
import dev.covalent.renderer.PageHost;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** A toolkit of a test's own: its windows are sheets of paper, and a thread of its own is what they belong to. */
final class PaperHost implements PageHost {
    static final String NAME = "paper";

    private final Consumer<Throwable> broken;
    private final ExecutorService desk = Executors.newSingleThreadExecutor(task -> new Thread(task, NAME));

    private PaperHost(Consumer<Throwable> broken) {
        this.broken = broken;
    }

    @Override
    public Optional<Loop> loop() {
        return Optional.of(new Loop() {
            @Override
            public void execute(Runnable task) {
                desk.execute(task);
            }

            @Override
            public boolean isCurrent() {
                return Thread.currentThread().getName().equals(NAME);
            }
        });
    }

    @Override
    public HostWindow newWindow(HostWindow.Setup setup, HostWindow.Listener listener) {
        return new PaperWindow(setup, listener, this);
    }

    /** Takes no task any more, and says nothing of that. */
    void burn() {
        desk.shutdown();
    }

    /** Says that it cannot go on. */
    void tear() {
        broken.accept(new IllegalStateException("the paper is torn"));
    }

    @Override
    public void close() {
        desk.shutdown();
    }

    /** Starts it. */
    public static final class Maker implements Provider {
        /** Makes one; for the service loader. */
        public Maker() {}

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public PageHost start(Consumer<Throwable> broken) {
            return new PaperHost(broken);
        }
    }
}
