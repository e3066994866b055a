package dev.covalent.main.spare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.process.JvmCommand;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SpareRulesTest {
    private static final JvmCommand USUAL = command().build();
    private static final JvmCommand SMALL = command().flags("-Xmx64m").build();

    @Test
    void automatic_isWantedFromTheSecondWindowOn() {
        SpareRules rules = new SpareRules(SpareUse.AUTOMATIC);
        assertThat(rules.isWanted()).isFalse();

        rules.windowOpened();
        assertThat(rules.isWanted()).isFalse();

        rules.windowOpened();
        assertThat(rules.isWanted()).isTrue();
    }

    @Test
    void on_isWantedFromTheFirstWindowOn_andOffNever() {
        SpareRules on = new SpareRules(SpareUse.ON);
        SpareRules off = new SpareRules(SpareUse.OFF);
        assertThat(on.isWanted()).isFalse();

        for (int i = 0; i < 3; i++) {
            on.windowOpened();
            off.windowOpened();
            assertThat(on.isWanted()).isTrue();
            assertThat(off.isWanted()).isFalse();
        }
    }

    @Test
    void died_isNotWantedUntilAWindowIsOpened() {
        SpareRules rules = opened();

        rules.died();
        assertThat(rules.isWanted()).isFalse();

        rules.windowOpened();
        assertThat(rules.isWanted()).isTrue();
    }

    @Test
    void refused_threeTimesInARow_isNotWantedAnyMore() {
        SpareRules rules = opened();
        rules.refused();
        rules.refused();
        rules.served();
        rules.refused();
        rules.refused();
        assertThat(rules.isWanted()).isTrue();

        rules.refused();

        rules.windowOpened();
        assertThat(rules.isWanted()).isFalse();
        assertThat(rules.isHopeless()).isTrue();
    }

    @Test
    void command_isTheUsualOne_untilTwoInARowAreAlike() {
        SpareRules rules = opened();
        rules.launched(1, SMALL);
        assertThat(rules.command(USUAL)).isSameAs(USUAL);

        rules.launched(2, USUAL);
        rules.launched(3, SMALL);
        assertThat(rules.command(USUAL)).isSameAs(USUAL);

        rules.launched(4, command().flags("-Xmx64m").role("renderer-7").build());
        assertThat(rules.command(USUAL).runsLike(SMALL)).isTrue();
    }

    @Test
    void command_likeOneThatWasRepeated_staysWhenOthersAreLaunchedOnce() {
        SpareRules rules = opened();
        rules.launched(1, SMALL);
        rules.launched(2, SMALL);

        rules.launched(3, USUAL);
        rules.windowClosed(3);
        rules.windowClosed(2);

        assertThat(rules.command(USUAL).runsLike(SMALL)).isTrue();
    }

    @Test
    void command_oneWindowIsLoadedAgainAndAgain_isNotLikeIt() {
        SpareRules rules = opened();
        rules.launched(1, SMALL);
        rules.launched(1, SMALL);
        rules.launched(1, SMALL);

        assertThat(rules.command(USUAL)).isSameAs(USUAL);
    }

    @Test
    void command_windowsThatWereNotOpenAtTheSameTime_isNotLikeThem() {
        SpareRules rules = opened();
        rules.launched(1, SMALL);
        rules.windowClosed(1);

        rules.launched(2, SMALL);
        assertThat(rules.command(USUAL)).isSameAs(USUAL);

        rules.windowClosed(1);
        rules.launched(3, SMALL);
        assertThat(rules.command(USUAL)).isSameAs(SMALL);
    }

    @Test
    void command_aSpareHasDied_isTheUsualOne() {
        SpareRules rules = opened();
        rules.launched(1, SMALL);
        rules.launched(2, SMALL);

        rules.died();

        assertThat(rules.command(USUAL)).isSameAs(USUAL);
    }

    @Test
    void runsLike_anotherRoleOrArgument_isAlike_andWhateverElseDiffersIsNot() {
        assertThat(USUAL.runsLike(USUAL.as("other", "argument"))).isTrue();
        assertThat(USUAL.runsLike(SMALL)).isFalse();
        assertThat(USUAL.runsLike(command().environment("A", "b").build())).isFalse();
        assertThat(USUAL.runsLike(command().workingDirectory(Path.of("/")).build()))
                .isFalse();
        assertThat(USUAL.runsLike(
                        command().classPath(List.of(Path.of("/x.jar"))).build()))
                .isFalse();
        assertThat(USUAL.runsLike(command().java(Path.of("/bin/java")).build())).isFalse();
    }

    private static SpareRules opened() {
        SpareRules rules = new SpareRules(SpareUse.AUTOMATIC);
        rules.windowOpened();
        rules.windowOpened();
        return rules;
    }

    private static JvmCommand.Builder command() {
        return JvmCommand.builder("x.Main");
    }
}
