package dev.covalent.main.spare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.process.JvmCommand;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SpareRulesTest {
    private static final RendererKind USUAL = kind(command());
    private static final RendererKind SMALL = kind(command().flags("-Xmx64m"));

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
    void kind_isTheUsualOne_untilTwoInARowAreAlike() {
        SpareRules rules = opened();
        rules.launched(1, SMALL);
        assertThat(rules.kind(USUAL)).isSameAs(USUAL);

        rules.launched(2, USUAL);
        rules.launched(3, SMALL);
        assertThat(rules.kind(USUAL)).isSameAs(USUAL);

        rules.launched(4, kind(command().flags("-Xmx64m").role("renderer-7")));
        assertThat(rules.kind(USUAL).isLike(SMALL)).isTrue();
    }

    @Test
    void kind_likeOneThatWasRepeated_staysWhenOthersAreLaunchedOnce() {
        SpareRules rules = opened();
        rules.launched(1, SMALL);
        rules.launched(2, SMALL);

        rules.launched(3, USUAL);
        rules.windowClosed(3);
        rules.windowClosed(2);

        assertThat(rules.kind(USUAL).isLike(SMALL)).isTrue();
    }

    @Test
    void kind_oneWindowIsLoadedAgainAndAgain_isNotLikeIt() {
        SpareRules rules = opened();
        rules.launched(1, SMALL);
        rules.launched(1, SMALL);
        rules.launched(1, SMALL);

        assertThat(rules.kind(USUAL)).isSameAs(USUAL);
    }

    @Test
    void kind_windowsThatWereNotOpenAtTheSameTime_isNotLikeThem() {
        SpareRules rules = opened();
        rules.launched(1, SMALL);
        rules.windowClosed(1);

        rules.launched(2, SMALL);
        assertThat(rules.kind(USUAL)).isSameAs(USUAL);

        rules.windowClosed(1);
        rules.launched(3, SMALL);
        assertThat(rules.kind(USUAL)).isSameAs(SMALL);
    }

    @Test
    void kind_aSpareHasDied_isTheUsualOne() {
        SpareRules rules = opened();
        rules.launched(1, SMALL);
        rules.launched(2, SMALL);

        rules.died();

        assertThat(rules.kind(USUAL)).isSameAs(USUAL);
    }

    @Test
    void cannotBe_likeTheLastTwo_isForgotten_andIsAsUsualAtOnce_ifTheNewestIsAnotherOrGone() {
        SpareRules rules = opened();
        rules.launched(1, SMALL);
        rules.launched(2, SMALL);

        assertThat(rules.cannotBe(SMALL, USUAL)).isFalse();
        assertThat(rules.kind(USUAL)).isSameAs(USUAL);

        rules.launched(3, USUAL);
        assertThat(rules.cannotBe(SMALL, USUAL)).isTrue();
        rules.windowClosed(3);
        assertThat(rules.cannotBe(SMALL, USUAL)).isTrue();
        assertThat(rules.cannotBe(USUAL, USUAL)).isFalse();
    }

    @Test
    void cannotBe_othersAreTheLastTwoMeanwhile_leavesThem() {
        RendererKind large = kind(command().flags("-Xmx1g"));
        SpareRules rules = opened();
        rules.launched(1, large);
        rules.launched(2, large);

        assertThat(rules.cannotBe(SMALL, USUAL)).isTrue();

        assertThat(rules.kind(USUAL)).isSameAs(large);
    }

    @Test
    void notMade_makesNoneUntilAWindowIsOpened_andOneMayHaveBeenMeanwhile() {
        SpareRules rules = opened();

        rules.notMade(rules.opened() - 1);
        assertThat(rules.isWanted()).isTrue();

        rules.notMade(rules.opened());
        assertThat(rules.isWanted()).isFalse();
        rules.windowOpened();
        assertThat(rules.isWanted()).isTrue();
    }

    @Test
    void isLike_anotherRoleOrArgument_isAlike_andWhateverElseDiffersIsNot() {
        assertThat(USUAL.isLike(RendererKind.usual(USUAL.command().as("other", "argument"))))
                .isTrue();
        assertThat(USUAL.isLike(SMALL)).isFalse();
        assertThat(USUAL.isLike(kind(command().environment("A", "b")))).isFalse();
        assertThat(USUAL.isLike(kind(command().workingDirectory(Path.of("/"))))).isFalse();
        assertThat(USUAL.isLike(kind(command().classPath(List.of(Path.of("/x.jar"))))))
                .isFalse();
        assertThat(USUAL.isLike(kind(command().java(Path.of("/bin/java"))))).isFalse();
        assertThat(USUAL.isLike(new RendererKind(USUAL.command(), "javafx"))).isFalse();
    }

    @Test
    void kind_windowsOfAHostOfTheirOwn_isOfThatHost_onlyIfTwoInARowAre() {
        RendererKind hosted = new RendererKind(USUAL.command(), "javafx");
        SpareRules rules = opened();
        rules.launched(1, USUAL);
        rules.launched(2, hosted);
        assertThat(rules.kind(USUAL)).isSameAs(USUAL);

        rules.launched(3, hosted);

        assertThat(rules.kind(USUAL)).isEqualTo(hosted);
    }

    private static SpareRules opened() {
        SpareRules rules = new SpareRules(SpareUse.AUTOMATIC);
        rules.windowOpened();
        rules.windowOpened();
        return rules;
    }

    private static RendererKind kind(JvmCommand.Builder command) {
        return RendererKind.usual(command.build());
    }

    private static JvmCommand.Builder command() {
        return JvmCommand.builder("x.Main");
    }
}
