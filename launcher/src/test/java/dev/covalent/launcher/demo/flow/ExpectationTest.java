package dev.covalent.launcher.demo.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ExpectationTest {
    private final Expectation expected =
            Expectation.none().and("index", "one", "two").and("news", "three");

    @Test
    void isMetBy_sameReportsInOrder_holds() {
        assertThat(expected.isMetBy(Map.of("index", List.of("one", "two"), "news", List.of("three"))))
                .isTrue();
    }

    @Test
    void isMetBy_reportOfAnotherProcess_doesNotHold() {
        assertThat(expected.isMetBy(Map.of("index", List.of("one", "two"), "main", List.of("three"))))
                .isFalse();
    }

    @Test
    void isMetBy_otherOrder_doesNotHold() {
        assertThat(expected.isMetBy(Map.of("index", List.of("two", "one"), "news", List.of("three"))))
                .isFalse();
    }

    @Test
    void isMetBy_oneReportTooMany_doesNotHold() {
        assertThat(expected.isMetBy(Map.of("index", List.of("one", "two", "two"), "news", List.of("three"))))
                .isFalse();
    }

    @Test
    void isBeyondHope_onlyPartHasCome_isFalse() {
        assertThat(expected.isBeyondHope(Map.of("index", List.of("one")))).isFalse();
    }

    @Test
    void isBeyondHope_wrongReport_isTrue() {
        assertThat(expected.isBeyondHope(Map.of("index", List.of("two")))).isTrue();
    }

    @Test
    void isBeyondHope_unexpectedProcess_isTrue() {
        assertThat(expected.isBeyondHope(Map.of("stranger", List.of("one")))).isTrue();
    }
}
