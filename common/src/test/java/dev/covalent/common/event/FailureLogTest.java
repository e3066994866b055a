package dev.covalent.common.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class FailureLogTest {
    private static final Logger log = LoggerFactory.getLogger(FailureLogTest.class);

    private final FailureLog failures = new FailureLog(log);

    @Test
    void error_exceptionThatCannotBePrinted_isNotThrownOn() {
        Unprintable thrown = new Unprintable();

        assertThatCode(() -> failures.error("A test's failure", thrown)).doesNotThrowAnyException();
        assertThatCode(() -> failures.warn("A test's failure", thrown)).doesNotThrowAnyException();

        assertThat(thrown.asked).as("times it was printed").isPositive();
    }

    /** An exception whose message throws, and so its text form does, too. */
    private static final class Unprintable extends RuntimeException {
        private int asked;

        @Override
        public String getMessage() {
            asked++;
            throw new IllegalStateException("no text");
        }
    }
}
