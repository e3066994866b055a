package dev.covalent.common.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ObjectReferenceTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "app.Page.load(Page.java:12)", "~ !", "Bücher, 本"})
    void label_thatALogCanTake_isKept(String label) {
        assertThat(ObjectReference.to(1, label).label()).isEqualTo(label);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, '\n', 0x1f, 0x7f, 0x85, 0x2028, 0x202e, 0xfeff})
    void label_withAControlCharacter_hasAQuestionMarkInstead(int character) {
        assertThat(ObjectReference.to(1, "é" + (char) character + "b").label()).isEqualTo("é?b");
        assertThat(ObjectReference.to(1, "a" + (char) character).label()).isEqualTo("a?");
    }

    @Test
    void label_thatIsLong_isCut() {
        assertThat(ObjectReference.to(1, "x".repeat(300) + "\n").label()).isEqualTo("x".repeat(300));
    }
}
