package dev.covalent.renderer.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Value;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagChange;
import dev.covalent.common.frame.BagOperation;
import dev.covalent.common.frame.BagPath;
import dev.covalent.common.frame.BagReplica;
import dev.covalent.common.frame.BagSnapshot;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.live.VersionFile;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.remote.BagResults;
import dev.covalent.common.remote.BagSteps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplicaTest {
    private static final int SLOT = 3;

    private final Replica replica = new Replica();
    private VersionFile file;

    @BeforeEach
    void makeFile(@TempDir Path directory) throws IOException {
        file = VersionFile.create(directory.resolve("versions"));
    }

    private static Payload encoded(@Nullable Object value) {
        return StructuredClone.encode(value, "value");
    }

    private BagCopy copy(long version, Map<String, Integer> properties) {
        Map<String, Payload> encoded = new LinkedHashMap<>();
        properties.forEach((name, value) -> encoded.put(name, encoded(value)));
        return new BagCopy(file, new BagReplica("versions", SLOT, version, new BagSnapshot(encoded)));
    }

    private static Downstream.BagChanged changed(
            String property, @Nullable Integer value, long version, boolean whole) {
        return new Downstream.BagChanged(
                "bag",
                List.of(new BagChange(property, null, value == null ? null : encoded(value), 0)),
                version,
                whole);
    }

    private @Nullable Object read(String property) {
        Value value = Objects.requireNonNull(replica.copy(), "copy").read(BagPath.ROOT, property);
        return value == null ? "(behind)" : value.get();
    }

    @Test
    void come_afterChangesThatOvertookIt_hasThem() {
        replica.use();
        replica.asking();
        replica.told(changed("a", 1, 9, true));
        replica.told(changed("a", 2, 11, true));
        replica.told(changed("b", 5, 12, true));
        file.set(SLOT, 12);

        assertThat(replica.come(copy(10, Map.of("a", 100, "b", 100, "c", 100)), 1))
                .isZero();

        assertThat(read("a")).isEqualTo(2);
        assertThat(read("b")).isEqualTo(5);
        assertThat(read("c")).isEqualTo(100);
    }

    @Test
    void come_afterChangesThatItHas_keepsItsOwn() {
        replica.use();
        replica.asking();
        replica.told(changed("a", 1, 9, true));
        replica.told(changed("b", null, 10, true));
        file.set(SLOT, 10);

        replica.come(copy(10, Map.of("a", 100, "b", 100)), 1);

        assertThat(read("a")).isEqualTo(100);
        assertThat(read("b")).isEqualTo(100);
    }

    @Test
    void told_inParts_isReadWhenItIsWhole() {
        replica.use();
        replica.asking();
        file.set(SLOT, 10);
        replica.come(copy(10, Map.of("a", 1, "b", 1)), 1);
        file.set(SLOT, 20);

        replica.told(changed("a", 2, 20, false));
        assertThat(read("a")).isEqualTo("(behind)");
        assertThat(read("b")).isEqualTo("(behind)");
        replica.told(changed("b", 2, 20, true));

        assertThat(read("a")).isEqualTo(2);
        assertThat(read("b")).isEqualTo(2);
    }

    @Test
    void told_partBeforeTheCopyCame_isNotTakenForTheWhole() {
        replica.use();
        replica.asking();
        replica.told(changed("x", 1, 15, true));
        replica.told(changed("a", 2, 20, false));
        file.set(SLOT, 20);
        replica.come(copy(10, Map.of("a", 1, "b", 1)), 1);

        assertThat(read("b")).isEqualTo("(behind)");
        replica.told(changed("b", 2, 20, true));
        assertThat(read("b")).isEqualTo(2);
        assertThat(read("a")).isEqualTo(2);
    }

    @Test
    void read_mainHasChangedIt_isBehind_whateverIsTold() {
        replica.use();
        replica.asking();
        file.set(SLOT, 10);
        replica.come(copy(10, Map.of("a", 1)), 1);
        file.set(SLOT, 12);

        replica.told(changed("a", 2, 11, true));

        assertThat(read("a")).isEqualTo("(behind)");
        assertThat(Objects.requireNonNull(replica.copy()).isEnded()).isFalse();
        file.set(SLOT, VersionFile.ENDED);
        assertThat(Objects.requireNonNull(replica.copy()).isEnded()).isTrue();
    }

    @Test
    void come_twice_closesTheWatchOfTheFirst() {
        replica.use();
        replica.asking();
        replica.asking();

        assertThat(replica.come(copy(10, Map.of()), 1)).isZero();
        assertThat(replica.come(copy(11, Map.of("a", 1)), 2)).isEqualTo(1);
        file.set(SLOT, 11);
        assertThat(read("a")).isEqualTo(1);
        assertThat(replica.leave()).isEqualTo(2);
    }

    @Test
    void come_nobodyUsesItAnyMore_isNotKept() {
        replica.use();
        replica.asking();
        assertThat(replica.leave()).isZero();

        assertThat(replica.come(copy(10, Map.of()), 1)).isEqualTo(1);
        assertThat(replica.copy()).isNull();
    }

    @Test
    void come_linkHasEnded_isNotKept() {
        replica.use();
        replica.asking();
        replica.end();

        assertThat(replica.come(copy(10, Map.of()), 1)).isEqualTo(1);
        assertThat(replica.copy()).isNull();
    }

    @Test
    void beginRenewal_oneAtATime_andOfTheCopyThatWasFound() {
        replica.use();
        assertThat(replica.beginRenewal(null)).isTrue();
        assertThat(replica.beginRenewal(null)).isFalse();
        replica.endRenewal(true);
        replica.asking();
        BagCopy first = copy(10, Map.of());
        replica.come(first, 1);

        assertThat(replica.beginRenewal(null)).as("somebody else has got one").isFalse();
        assertThat(replica.beginRenewal(first)).isTrue();
        replica.endRenewal(true);
        long unused = replica.leave();
        assertThat(replica.beginRenewal(null)).as("nobody uses it").isFalse();
    }

    @Test
    void beginRenewal_thatFails_isTriedMoreAndMoreSeldom() {
        replica.use();
        List<Integer> tries = new ArrayList<>();
        for (int read = 0; read < 3_000; read++) {
            if (replica.beginRenewal(null)) {
                tries.add(read);
                replica.endRenewal(false);
            }
        }

        assertThat(tries).startsWith(0, 2, 6, 14, 30).hasSize(11);
        assertThat(tries.get(10) - tries.get(9)).isEqualTo(1_024);
    }

    @Test
    void told_removedAndAddedAgain_isLastInOrder() {
        replica.use();
        replica.asking();
        replica.come(copy(10, new TreeMap<>(Map.of("a", 1, "b", 1))), 1);
        replica.told(changed("a", null, 11, true));
        replica.told(changed("a", 2, 12, true));
        file.set(SLOT, 12);

        BagCopy copy = Objects.requireNonNull(replica.copy());
        assertThat(copy.answer(BagPath.ROOT, List.of(BagSteps.of(BagOperation.KEYS, ""))))
                .satisfies(answer ->
                        assertThat(BagResults.names(answer.results().get(0))).containsExactly("b", "a"));
    }

    @Test
    void copy_ofASlotThatTheFileDoesNotHave_isRefused() {
        BagReplica foul = new BagReplica("versions", VersionFile.SLOTS, 1, new BagSnapshot(Map.of()));

        assertThatThrownBy(() -> new BagCopy(file, foul)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
