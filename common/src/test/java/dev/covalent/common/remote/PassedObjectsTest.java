package dev.covalent.common.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.QueueFullException;
import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.ReferenceRelease;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

final class PassedObjectsTest {
    private static final RemoteInterface RUNNABLE = RemoteInterface.of(Runnable.class);
    private static final RemoteInterface CALLABLE = RemoteInterface.of(Callable.class);
    private static final int MOST = 2;

    private final PassedObjects passed = new PassedObjects((type, number) -> "thing", held -> {
        if (held >= MOST) {
            throw new QueueFullException("full");
        }
    });

    @Test
    void pass_moreThanAreAdmitted_isRefused_untilOneIsReleased() { // REM-48
        Runnable first = () -> {};
        ObjectReference reference = passed.pass(first, RUNNABLE);
        passed.pass(new Task(), RUNNABLE);

        assertThatThrownBy(() -> passed.pass(new Task(), RUNNABLE)).isInstanceOf(QueueFullException.class);

        assertThat(passed.size()).isEqualTo(MOST);
        assertThat(passed.pass(first, RUNNABLE).number()).as("held already").isEqualTo(reference.number());
        passed.release(new ReferenceRelease(reference.number(), 2, 0));
        assertThat(passed.pass(new Task(), RUNNABLE).number()).isGreaterThan(reference.number());
    }

    @Test
    void passByItself_whenNoMoreAreAdmitted_isRefused_butForWhatIsHeld() { // REM-48
        Task held = new Task();
        passed.pass(held, RUNNABLE);
        passed.pass(new Task(), RUNNABLE);

        assertThat(passed.passFreely(held, RUNNABLE).isPassed()).isTrue();
        assertThat(passed.passWhile(() -> true, held, RUNNABLE, "named").isPassed())
                .isTrue();
        assertThatThrownBy(() -> passed.passFreely(new Task(), RUNNABLE)).isInstanceOf(QueueFullException.class);
        assertThatThrownBy(() -> passed.passWhile(() -> true, new Task(), RUNNABLE, "named"))
                .isInstanceOf(QueueFullException.class);
    }

    @Test
    void counts_sayHowManyOfEachInterface_mostFirst() { // REM-48
        Task both = new Task();
        passed.passFreely(both, CALLABLE);
        passed.passFreely(both, RUNNABLE);
        passed.passFreely(new Task(), RUNNABLE);

        InterfaceCounts counts = passed.counts();

        assertThat(counts.count()).isEqualTo(2);
        assertThat(counts.interfaces()).containsExactly(entry(Runnable.class, 2), entry(Callable.class, 1));
        passed.close();
        assertThat(passed.counts()).isEqualTo(InterfaceCounts.NONE);
    }

    private static Map.Entry<String, Integer> entry(Class<?> type, int count) {
        return Map.entry(RemoteInterface.of(type).toString(), count);
    }

    /** An object of its own wherever it is made. */
    private static final class Task implements Runnable, Callable<Integer> {
        @Override
        public void run() {}

        @Override
        public Integer call() {
            return 1;
        }
    }
}
