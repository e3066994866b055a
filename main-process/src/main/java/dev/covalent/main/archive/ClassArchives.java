package dev.covalent.main.archive;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.endpoint.InsecureDirectoryException;
import dev.covalent.common.endpoint.RuntimeDirectory;
import dev.covalent.common.process.JvmCommand;
import java.io.File;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives renderers an archive to start from, and has one made when there is none.
 *
 * <p>One is made after a renderer that had none has loaded its page; once for each class path and choice of flags, and only
 * one at a time. What goes wrong with it is never a renderer's problem.
 *
 * <p>Thread-safe.
 */
public final class ClassArchives implements AutoCloseable {
    /** The system property that switches archives off, and says where they are. */
    static final String SWITCH = "covalent.archive";

    private static final Logger log = LoggerFactory.getLogger(ClassArchives.class);

    private final @Nullable ArchiveStore store;
    private final @Nullable ArchiveMaker maker;

    /** Keys of which no archive is to be made, or made again. */
    @GuardedBy("this") private final Set<String> settled = new HashSet<>();

    /** Keys whose archive is not used here, because a renderer did not start from it. */
    @GuardedBy("this") private final Set<String> avoided = new HashSet<>();

    @GuardedBy("this") private boolean closed;

    private ClassArchives(@Nullable ArchiveStore store, boolean headless) {
        this.store = store;
        this.maker = store == null ? null : new ArchiveMaker(store, headless);
    }

    /** What a renderer is started with. */
    public interface Start {

        /** Returns the command, which names an archive if there is one. */
        JvmCommand command();

        /** Is told that the renderer has loaded its page. */
        void loaded();

        /**
         * Is told that the process ended before it had connected, or had to be ended because it did not, for which its
         * archive is one of the possible reasons.
         */
        void failed();
    }

    /** Never gives an archive, and never makes one. */
    public static ClassArchives none() {
        return new ClassArchives(null, true);
    }

    /**
     * Uses the directory of this user, which is {@code covalent.archiveDir}; else {@code class-archives} in {@code
     * $XDG_CACHE_HOME/covalent} or {@code ~/.cache/covalent}, {@code ~/Library/Caches/covalent} on macOS, {@code
     * %LOCALAPPDATA%\covalent\cache} on Windows. {@code covalent.archive=off} switches archives off.
     *
     * @param headless whether renderers have no screen
     */
    public static ClassArchives ofThisUser(boolean headless) {
        if (System.getProperty(SWITCH, "on").equals("off")) {
            return none();
        }
        Optional<Path> place = new ArchiveLocation(System::getProperty, System::getenv).path();
        return place.map(chosen -> in(chosen, headless)).orElseGet(ClassArchives::none);
    }

    /** Uses a certain directory, if nobody else can write there. */
    static ClassArchives in(Path place, boolean headless) {
        if (place.toAbsolutePath().toString().contains(File.pathSeparator)) {
            log.debug("Renderers start without a class archive: a JVM would take {} for two archives", place);
            return none();
        }
        try {
            ArchiveStore store = new ArchiveStore(
                    RuntimeDirectory.at(place).path()); // an archive is code: nobody else may write there
            store.sweep();
            return new ClassArchives(store, headless);
        } catch (InsecureDirectoryException | UncheckedIOException unusable) {
            log.debug("Renderers start without a class archive: {} cannot be used", place, unusable);
            return none();
        }
    }

    /** Completes the command of a renderer; looks into the file system. */
    public Start start(JvmCommand command) {
        ArchiveStore from = store;
        Optional<ArchiveKey> key = from == null ? Optional.empty() : ArchiveKey.of(command);
        if (from == null || key.isEmpty()) {
            return new Plain(command);
        }
        Optional<Path> archive = isAvoided(key.get()) ? Optional.empty() : from.find(key.get());
        return archive.<Start>map(found ->
                        new Archived(command.withFlags(ArchiveTool.ofThisJava().use(found)), from, found, key.get()))
                .orElseGet(() -> new Unarchived(command, key.get()));
    }

    /** Gives up what is being made. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        if (maker != null) {
            maker.close();
        }
    }

    private synchronized boolean isAvoided(ArchiveKey key) {
        return avoided.contains(key.digest());
    }

    private synchronized boolean avoid(ArchiveKey key) {
        return avoided.add(key.digest());
    }

    private void make(JvmCommand command, ArchiveKey key) {
        ArchiveMaker by = maker;
        synchronized (this) {
            if (closed || by == null || !settled.add(key.digest())) {
                return;
            }
        }
        Threads.daemon("class-archive", () -> {
                    if (by.make(command, key)) {
                        unsettle(key);
                    }
                })
                .start();
    }

    private synchronized void unsettle(ArchiveKey key) {
        if (!avoided.contains(key.digest())) {
            settled.remove(key.digest());
        }
    }

    /** Starts as it always did. */
    private record Plain(JvmCommand command) implements Start {
        @Override
        public void loaded() {
            // There is nothing to be made.
        }

        @Override
        public void failed() {
            // No archive is the reason.
        }
    }

    /** Starts from an archive. */
    private final class Archived implements Start {
        private final JvmCommand command;
        private final ArchiveStore from;
        private final Path archive;
        private final ArchiveKey key;

        Archived(JvmCommand command, ArchiveStore from, Path archive, ArchiveKey key) {
            this.command = command;
            this.from = from;
            this.archive = archive;
            this.key = key;
        }

        @Override
        public JvmCommand command() {
            return command;
        }

        @Override
        public void loaded() {
            // As it should be.
        }

        @Override
        public void failed() {
            if (avoid(key)) {
                log.warn("A renderer that was to start from {} did not start; others start without it", archive);
                from.doubt(archive);
            }
        }
    }

    /** Has an archive made if it does well. */
    private final class Unarchived implements Start {
        private final JvmCommand command;
        private final ArchiveKey key;

        Unarchived(JvmCommand command, ArchiveKey key) {
            this.command = command;
            this.key = key;
        }

        @Override
        public JvmCommand command() {
            return command;
        }

        @Override
        public void loaded() {
            make(command, key);
        }

        @Override
        public void failed() {
            // No archive is the reason.
        }
    }
}
