package dev.covalent.main.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveStoreTest {
    private static final ArchiveKey KEY = key("0a");

    private @TempDir Path directory;
    private ArchiveStore store = new ArchiveStore(Path.of(""));

    @BeforeEach
    void open() {
        store = new ArchiveStore(directory);
    }

    @Test
    void find_published_isThatOne_alsoForAnotherProcess() throws IOException {
        publish(KEY, "classes");

        Path found = store.find(KEY).orElseThrow();

        assertThat(found).hasContent("classes");
        assertThat(new ArchiveStore(directory).find(KEY)).contains(found);
        assertThat(store.find(key("0b"))).isEmpty();
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void find_cutOff_isDeleted() throws IOException {
        publish(KEY, "classes");
        Path archive = store.find(KEY).orElseThrow();

        Files.writeString(archive, "clas");

        assertThat(store.find(KEY)).isEmpty(); // though it was whole before
        assertThat(archive).doesNotExist();
    }

    @Test
    void find_altered_isDeleted() throws IOException {
        publish(KEY, "classes");
        Path archive = store.find(KEY).orElseThrow();

        Files.writeString(archive, "glasses".substring(0, 7));

        assertThat(new ArchiveStore(directory).find(KEY)).isEmpty();
        assertThat(archive).doesNotExist();
    }

    @Test
    void find_nothingThere_isEmpty() throws IOException {
        assertThat(store.find(KEY)).isEmpty();
        Files.delete(directory);
        assertThat(store.find(KEY)).isEmpty();
        Files.createDirectory(directory);
    }

    @Test
    void publish_beyondWhatIsKept_deletesWhatWasUsedLongestAgo() throws IOException {
        for (int i = 0; i < ArchiveStore.MAX_KEPT; i++) {
            publish(key("1" + i), "classes");
            age(key("1" + i), Duration.ofDays(2 + i));
        }
        publish(KEY, "classes");

        assertThat(new ArchiveStore(directory).find(KEY)).isPresent();
        assertThat(store.find(key("10"))).isPresent();
        assertThat(store.find(key("1" + (ArchiveStore.MAX_KEPT - 1)))).isEmpty();
    }

    @Test
    void prune_unusedForLong_isDeleted_andWhatIsUsedStays() throws IOException {
        publish(key("20"), "classes");
        publish(key("21"), "classes");
        age(key("20"), ArchiveStore.UNUSED_LIMIT.plusDays(1));
        age(key("21"), ArchiveStore.UNUSED_LIMIT.plusDays(1));
        assertThat(new ArchiveStore(directory).find(key("21"))).isPresent(); // which notes the use

        store.prune(Instant.now());

        assertThat(store.find(key("20"))).isEmpty();
        assertThat(store.find(key("21"))).isPresent();
    }

    @Test
    void doubt_isKeptUntilItIsTrusted_orDeletedWithIt() throws IOException {
        publish(KEY, "classes");
        Path archive = store.find(KEY).orElseThrow();

        store.doubt(archive);
        assertThat(store.find(KEY)).isEmpty();
        assertThat(new ArchiveStore(directory).doubted(KEY)).contains(archive);
        store.trust(archive);
        assertThat(store.find(KEY)).contains(archive);
        assertThat(store.doubted(KEY)).isEmpty();

        store.doubt(archive);
        store.delete(archive);
        assertThat(directory).isEmptyDirectory();
        store.doubt(archive); // by a renderer that was started before
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void lock_heldHere_isRefusedUntilItIsGivenUp() throws Exception {
        try (AutoCloseable held = store.tryLock().orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(store.tryLock()).isEmpty();
        }
        try (AutoCloseable again = store.tryLock().orElseThrow()) {
            assertThat(again).isNotNull();
        }
    }

    private void publish(ArchiveKey key, String content) throws IOException {
        store.publish(key, Files.writeString(store.unfinished(key), content));
    }

    private void age(ArchiveKey key, Duration age) throws IOException {
        Path archive = store.find(key).orElseThrow();
        Files.setLastModifiedTime(archive, FileTime.from(Instant.now().minus(age)));
    }

    private static ArchiveKey key(String digest) {
        return new ArchiveKey(digest, List.of());
    }
}
