package dev.covalent.main.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.QuotaExceededException;
import dev.covalent.common.storage.StorageChange;
import dev.covalent.common.storage.StorageSnapshot;
import dev.covalent.main.storage.RecordingSubscriber.Told;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // a later operation tells whether the earlier ones are done
final class LocalStorageServiceTest extends StorageFixture {

    @Test
    void getItem_afterSet_isLatestValue() throws Exception { // WS-01
        storage.setItem("w1", "a", "1");
        storage.setItem("w1", "a", "2");

        assertThat(get(storage.getItem("a"))).contains("2");
    }

    @Test
    void getItem_missing_isEmpty() throws Exception { // WS-02
        assertThat(get(storage.getItem("a"))).isEmpty();
    }

    @Test
    void operations_missingItems_raiseNothing() throws Exception { // WS-10, WS-11
        get(storage.removeItem("w1", "a"));
        get(storage.clear("w1"));

        assertThat(items()).isEmpty();
    }

    @Test
    void nullArguments_areRefusedAtOnce() {
        assertThatThrownBy(() -> storage.setItem("w1", "a", nothing())).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> storage.getItem(nothing())).isInstanceOf(NullPointerException.class);
    }

    @Test
    void subscribers_areToldEachChangeInOrderWithOrigin() throws Exception { // WS-18, WS-19, WS-20, WS-22
        RecordingSubscriber first = new RecordingSubscriber();
        RecordingSubscriber second = new RecordingSubscriber();
        get(storage.subscribe(first));
        get(storage.subscribe(second));

        storage.setItem("w1", "a", "1");
        storage.setItem("w2", "a", "2");
        storage.removeItem("w1", "a");
        storage.setItem("w1", "b", "3");
        get(storage.clear("w2"));

        assertThat(first.told())
                .containsExactly(
                        new Told(1, "w1", new StorageChange("a", null, "1")),
                        new Told(2, "w2", new StorageChange("a", "1", "2")),
                        new Told(3, "w1", new StorageChange("a", "2", null)),
                        new Told(4, "w1", new StorageChange("b", null, "3")),
                        new Told(5, "w2", StorageChange.cleared()));
        assertThat(second.told()).isEqualTo(first.told());
    }

    @Test
    void subscribers_nothingChanged_areNotTold() throws Exception { // WS-21
        get(storage.setItem("w1", "a", "1"));
        RecordingSubscriber subscriber = new RecordingSubscriber();
        get(storage.subscribe(subscriber));

        storage.setItem("w1", "a", "1");
        storage.removeItem("w1", "b");
        storage.clear("w1");
        get(storage.clear("w1"));

        assertThat(subscriber.changes()).containsExactly(StorageChange.cleared());
    }

    @Test
    void future_completesAfterSubscribersWereTold() throws Exception {
        RecordingSubscriber subscriber = new RecordingSubscriber();
        get(storage.subscribe(subscriber));

        CompletableFuture<Integer> toldWhenDone = storage.setItem("w1", "a", "1")
                .thenApply(done -> subscriber.told().size());

        assertThat(get(toldWhenDone)).isEqualTo(1);
    }

    @Test
    void future_completesAfterCommit() throws Exception {
        MemoryBackend backend = new MemoryBackend();
        try (LocalStorageService service = new LocalStorageService(backend, QUOTA, QUOTA)) {
            CompletableFuture<Map<String, String>> storedWhenDone =
                    service.setItem("w1", "a", "1").thenApply(done -> backend.stored());

            assertThat(get(storedWhenDone)).containsExactly(Map.entry("a", "1"));
        }
    }

    @Test
    void subscribe_amidWrites_missesAndRepeatsNothing() throws Exception {
        RecordingSubscriber subscriber = new RecordingSubscriber();
        for (int i = 0; i < 20; i++) {
            storage.setItem("w1", "a" + i % 7, "before " + i);
        }
        CompletableFuture<StorageSnapshot> snapshot = storage.subscribe(subscriber);
        for (int i = 0; i < 20; i++) {
            storage.setItem("w1", "a" + i % 5, "after " + i);
        }

        Map<String, String> replayed = subscriber.replayOn(get(snapshot));

        assertThat(get(snapshot).version()).isEqualTo(20);
        assertThat(get(snapshot).items()).containsEntry("a5", "before 19").containsEntry("a0", "before 14");
        assertThat(items()).containsEntry("a4", "after 19");
        assertThat(subscriber.replayOn(get(snapshot))).isEqualTo(items());
        assertThat(replayed.keySet()).isEqualTo(items().keySet());
    }

    @Test
    void subscribe_twice_isToldOnce() throws Exception {
        RecordingSubscriber subscriber = new RecordingSubscriber();
        get(storage.subscribe(subscriber));
        get(storage.subscribe(subscriber));

        get(storage.setItem("w1", "a", "1"));

        assertThat(subscriber.told()).hasSize(1);
    }

    @Test
    void unsubscribe_isToldNothingMore() throws Exception {
        RecordingSubscriber subscriber = new RecordingSubscriber();
        get(storage.subscribe(subscriber));
        storage.setItem("w1", "a", "1");
        get(storage.unsubscribe(subscriber));

        get(storage.setItem("w1", "a", "2"));

        assertThat(subscriber.changes()).containsExactly(new StorageChange("a", null, "1"));
    }

    @Test
    void subscriber_throws_othersAreToldAndWriteSucceeds() throws Exception {
        RecordingSubscriber subscriber = new RecordingSubscriber();
        get(storage.subscribe((version, origin, change) -> {
            throw new IllegalStateException("a subscriber's fault");
        }));
        get(storage.subscribe(subscriber));

        get(storage.setItem("w1", "a", "1"));

        assertThat(subscriber.told()).hasSize(1);
    }

    @Test
    void setItem_overQuota_failsAndKeepsAll() throws Exception { // WS-17
        RecordingSubscriber subscriber = new RecordingSubscriber();
        get(storage.setItem("w1", "a", "old"));
        get(storage.subscribe(subscriber));

        assertFails(storage.setItem("w1", "a", "v".repeat(1 << 19)), QuotaExceededException.class);

        assertThat(items()).containsExactly(Map.entry("a", "old"));
        assertThat(subscriber.told()).isEmpty();
        get(storage.clear("w1"));
        get(storage.setItem("w1", "a", "v".repeat(400)));
    }

    @Test
    void setItem_overQuotaAmongOthers_onlyItFails() throws Exception { // WS-17
        CompletableFuture<Void> before = storage.setItem("w1", "a", "1");
        CompletableFuture<Void> large = storage.setItem("w1", "b", "v".repeat(1 << 19));
        CompletableFuture<Void> after = storage.setItem("w1", "c", "3");

        get(before);
        assertFails(large, QuotaExceededException.class);
        get(after);
        assertThat(items().keySet()).containsExactly("a", "c");
    }

    @Test
    void quota_outOfRange_isRefused() {
        UserDataDirectory place = UserDataDirectory.at(directory);

        assertThatThrownBy(() -> new LocalStorageService(place, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LocalStorageService(place, LocalStorageService.MAX_QUOTA_BYTES + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @SuppressWarnings("NullAway") // what careless callers pass
    private static String nothing() {
        return null;
    }
}
