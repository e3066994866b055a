package dev.covalent.launcher.history;

import static dev.covalent.launcher.history.Operation.read;
import static dev.covalent.launcher.history.Operation.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RegisterHistoryTest {

    private static Optional<String> violation(Operation... operations) {
        RegisterHistory history = new RegisterHistory();
        Arrays.stream(operations).forEach(history::add);
        return history.violation();
    }

    @Test
    void violation_onlyTheFirstValueRead_isNone() {
        assertThat(violation(read(0, 1, 2), read(0, 1, 5))).isEmpty();
    }

    @Test
    void violation_readsOfEitherValueWhileItIsWritten_isNone() {
        assertThat(violation(write(1, 10, 20), read(0, 9, 12), read(0, 11, 12), read(1, 13, 14), read(1, 25, 26)))
                .isEmpty();
    }

    @Test
    void violation_oldValueReadAfterTheWriteReturned_isNamed() {
        assertThat(violation(write(1, 10, 20), read(0, 21, 22)))
                .get()
                .asString()
                .startsWith("There was no moment");
    }

    @Test
    void violation_oldValueReadAfterSomebodyReadTheNewOne_isNamed() {
        assertThat(violation(write(1, 10, 40), read(1, 15, 20), read(0, 21, 22)))
                .get()
                .asString()
                .startsWith("There was no moment");
    }

    @Test
    void violation_valueReadBeforeItIsWritten_isNamed() {
        assertThat(violation(read(1, 1, 2), write(1, 10, 20)))
                .get()
                .asString()
                .startsWith("Read before it was written");
    }

    @Test
    void violation_valueThatNobodyWrote_isNamed() {
        assertThat(violation(read(7, 1, 2))).get().asString().startsWith("Nobody wrote");
    }

    @Test
    void violation_writeWithinTheTimeOfAnother_isNamed() {
        assertThat(violation(write(1, 1, 2), read(1, 15, 40), write(2, 10, 20)))
                .isEmpty(); // the read may have come before it
        assertThat(violation(write(1, 1, 2), read(1, 31, 40), write(2, 10, 20)))
                .get()
                .asString()
                .startsWith("There was no moment");
    }

    @Test
    void violation_writeWhoseEndNobodyKnows_mayHaveBeenOrNot() {
        Operation unknown = write(1, 10, Long.MAX_VALUE);
        assertThat(violation(unknown, read(0, 50, 60))).isEmpty();
        assertThat(violation(unknown, read(0, 50, 60), read(1, 70, 80))).isEmpty();
        assertThat(violation(unknown, read(1, 50, 60), read(0, 70, 80))).isPresent();
    }

    @Test
    void violation_valuesReadInTurns_isNamed() {
        assertThat(violation(write(1, 1, 2), write(2, 1, 2), read(1, 10, 11), read(2, 12, 13), read(1, 14, 15)))
                .get()
                .asString()
                .startsWith("Both were there at once");
    }

    @Test
    void add_valueWrittenTwice_isRefused() {
        assertThatThrownBy(() -> violation(write(1, 1, 2), write(1, 3, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Written twice: 1");
    }

    @Test
    void add_timesInTheWrongOrder_isRefused() {
        assertThatThrownBy(() -> read(1, 2, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Small histories, against trying all orders. */
    @Test
    void violation_randomHistories_isThatOfTryingEveryOrder() {
        Set<Boolean> seen = new HashSet<>();
        for (int seed = 0; seed < 3_000; seed++) {
            Operation[] operations = random(new Random(seed));
            boolean possible = isPossible(new ArrayList<>(List.of(operations)), 0);
            assertThat(violation(operations).isEmpty())
                    .as("seed %d: %s", seed, List.of(operations))
                    .isEqualTo(possible);
            seen.add(possible);
        }
        assertThat(seen).containsExactlyInAnyOrder(true, false);
    }

    private static Operation[] random(Random random) {
        int writes = 1 + random.nextInt(3);
        Operation[] operations = new Operation[writes + 1 + random.nextInt(4)];
        for (int i = 0; i < operations.length; i++) {
            long began = 2L * random.nextInt(10);
            long ended = began + 1 + 2L * random.nextInt(6);
            operations[i] = i < writes ? write(i + 1L, began, ended) : read(random.nextInt(writes + 1), began, ended);
        }
        return operations;
    }

    /** Takes each in turn that nothing else must come before. */
    private static boolean isPossible(List<Operation> left, long value) {
        if (left.isEmpty()) {
            return true;
        }
        long firstEnd = left.stream().mapToLong(Operation::ended).min().orElseThrow();
        for (Operation next : List.copyOf(left)) {
            if (next.began() < firstEnd && (next.write() || next.value() == value)) {
                List<Operation> rest = new ArrayList<>(left);
                rest.remove(next);
                if (isPossible(rest, next.write() ? next.value() : value)) {
                    return true;
                }
            }
        }
        return false;
    }
}
