package dev.covalent.main.listener;

import java.nio.file.Path;

/** The two places to listen at, for tests that hold on both. */
public enum Transport {
    /** A socket file. */
    UNIX {
        @Override
        public ListenerOptions options(Path directory) {
            return ListenerOptions.unix(directory.resolve("main.sock"));
        }
    },
    /** TCP loopback. */
    TCP {
        @Override
        public ListenerOptions options(Path directory) {
            return ListenerOptions.loopback();
        }
    };

    /** Returns options with the default limits. */
    public abstract ListenerOptions options(Path directory);
}
