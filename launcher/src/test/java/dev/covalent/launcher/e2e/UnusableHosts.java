package dev.covalent.launcher.e2e;

import dev.covalent.renderer.HostWindow;
import dev.covalent.renderer.PageHost;
import java.util.Optional;
import java.util.function.Consumer;

/** Hosts that no page can have, for one reason or another. */
final class UnusableHosts {
    private UnusableHosts() {}

    /** Does not start. */
    public static final class Failing implements PageHost.Provider {
        @Override
        public String name() {
            return "failing";
        }

        @Override
        public PageHost start(Consumer<Throwable> broken) {
            throw new UnsatisfiedLinkError("no ink in the path");
        }
    }

    /** Starts, and makes no window. */
    public static final class Windowless implements PageHost.Provider {
        @Override
        public String name() {
            return "windowless";
        }

        @Override
        public PageHost start(Consumer<Throwable> broken) {
            return new PageHost() {
                @Override
                public Optional<Loop> loop() {
                    return Optional.empty();
                }

                @Override
                public HostWindow newWindow(HostWindow.Setup setup, HostWindow.Listener listener) {
                    throw new IllegalStateException("out of paper");
                }

                @Override
                public void close() {}
            };
        }
    }

    /** Starts, and does not say how its loop turns. */
    public static final class Loopless implements PageHost.Provider {
        @Override
        public String name() {
            return "loopless";
        }

        @Override
        public PageHost start(Consumer<Throwable> broken) {
            return new PageHost() {
                @Override
                public Optional<Loop> loop() {
                    throw new IllegalStateException("the press stands still");
                }

                @Override
                public HostWindow newWindow(HostWindow.Setup setup, HostWindow.Listener listener) {
                    throw new AssertionError("there is no loop for it");
                }

                @Override
                public void close() {}
            };
        }
    }

    /** Does not even have a name, and is in nobody's way. */
    public static final class Nameless implements PageHost.Provider {
        @Override
        public String name() {
            throw new IllegalStateException("no name");
        }

        @Override
        public PageHost start(Consumer<Throwable> broken) {
            throw new AssertionError("nobody can choose it");
        }
    }

    /** Is called as another is. */
    public static class Twin implements PageHost.Provider {
        @Override
        public String name() {
            return "twin";
        }

        @Override
        public PageHost start(Consumer<Throwable> broken) {
            throw new AssertionError("nobody knows which is meant");
        }
    }

    /** The other. */
    public static final class OtherTwin extends Twin {}
}
