package dev.covalent.main.global;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.frame.ObjectReference;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.payload.Payload;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** REM-45: what an answer passes that nobody takes. */
final class SentAnswersTest {
    private static final Parcel ANSWER =
            new Parcel(Payload.NONE, List.of(ObjectReference.to(7, ""), ObjectReference.back(3)));

    private final SentAnswers answers = new SentAnswers();

    @Test
    void abandon_afterTheAnswer_givesWhatItRefersTo_once() {
        assertThat(answers.add(1, ANSWER)).isTrue();

        assertThat(answers.abandon(1)).isEqualTo(ANSWER);
        assertThat(answers.abandon(1)).isNull();
    }

    @Test
    void abandon_beforeTheAnswer_refusesIt_once() {
        assertThat(answers.abandon(1)).isNull();

        assertThat(answers.add(1, ANSWER)).isFalse();
        assertThat(answers.add(1, ANSWER)).isTrue();
    }

    @Test
    void abandon_ofOthers_changesNothing() {
        assertThat(answers.add(1, ANSWER)).isTrue();
        assertThat(answers.abandon(2)).isNull();

        assertThat(answers.abandon(1)).isEqualTo(ANSWER);
    }

    @Test
    void oldOnes_areForgotten() {
        LongStream.range(0, 5_000).forEach(number -> answers.add(number, ANSWER));
        LongStream.range(10_000, 15_000).forEach(answers::abandon);

        assertThat(answers.abandon(0)).isNull();
        assertThat(answers.abandon(4_999)).isEqualTo(ANSWER);
        assertThat(answers.add(10_000, ANSWER)).isTrue();
        assertThat(answers.add(14_999, ANSWER)).isFalse();
    }

    @Test
    void oldOnesWithManyReferences_areForgottenSooner_butNotTheLast() {
        Parcel large = new Parcel(
                Payload.NONE,
                LongStream.rangeClosed(1, 20_000)
                        .mapToObj(number -> ObjectReference.to(number, ""))
                        .toList());
        assertThat(answers.add(1, ANSWER)).isTrue();
        assertThat(answers.add(2, large)).isTrue();
        assertThat(answers.abandon(1)).isNull();
        assertThat(answers.abandon(2)).isEqualTo(large);

        assertThat(answers.add(3, large)).isTrue();
        assertThat(answers.add(4, ANSWER)).isTrue();
        assertThat(answers.add(5, ANSWER)).isTrue();
        assertThat(answers.abandon(3)).isNull();
        assertThat(answers.abandon(4)).isEqualTo(ANSWER);
        assertThat(answers.abandon(5)).isEqualTo(ANSWER);
    }
}
