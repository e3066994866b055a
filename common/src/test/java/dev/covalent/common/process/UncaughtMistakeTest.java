package dev.covalent.common.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What asks the handler of all threads for what nobody catches, while that is away to have Java tell it. */
final class UncaughtMistakeTest {
    private final Thread.@Nullable UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();

    @BeforeEach
    void installAlone() {
        Thread.setDefaultUncaughtExceptionHandler(null);
        UncaughtMistake.install();
    }

    @AfterEach
    void restore() {
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    @Test
    void uncaught_isTold_andTheNextOneToo() {
        Thread.UncaughtExceptionHandler installed = Thread.getDefaultUncaughtExceptionHandler();

        die(() -> assertThat(Thread.getDefaultUncaughtExceptionHandler()).isNull());

        assertThat(installed).isInstanceOf(UncaughtMistake.class);
        assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(installed);
    }

    @Test
    void uncaught_programSetsItsOwnHandlerMeanwhile_thatStays() {
        Thread.UncaughtExceptionHandler own = (thread, failure) -> {};

        die(() -> Thread.setDefaultUncaughtExceptionHandler(own));

        assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(own);
    }

    /** Does something while a thread's failure is told. */
    private static void die(Runnable meanwhile) {
        ThreadGroup telling = new ThreadGroup("telling") {
            @Override
            public void uncaughtException(Thread thread, Throwable failure) {
                meanwhile.run();
            }
        };
        Thread.UncaughtExceptionHandler asked = Thread.getDefaultUncaughtExceptionHandler();
        assertThat(asked).isNotNull();
        if (asked != null) {
            asked.uncaughtException(new Thread(telling, () -> {}), new IllegalStateException("as the test wants"));
        }
    }
}
