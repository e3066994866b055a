package dev.covalent.common.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FrameRoundTripTest {
    private static final WindowSetup SETUP = new WindowSetup(
            Frames.WINDOW,
            true,
            false,
            true,
            WindowSetup.Standing.BEHIND,
            0,
            Integer.MAX_VALUE,
            Frames.LONE_SURROGATES,
            -1);

    @ParameterizedTest
    @MethodSource("dev.covalent.common.frame.Frames#upstream")
    void decode_upstream_isWhatWasEncoded(Upstream frame) {
        assertThat(Upstream.decode(frame.encode())).isEqualTo(frame);
    }

    @ParameterizedTest
    @MethodSource("dev.covalent.common.frame.Frames#downstream")
    void decode_downstream_isWhatWasEncoded(Downstream frame) {
        assertThat(Downstream.decode(frame.encode())).isEqualTo(frame);
    }

    @ParameterizedTest
    @MethodSource("dev.covalent.common.frame.Frames#requests")
    void decode_request_isWhatWasEncoded(Request frame) {
        assertThat(Request.decode(frame.encode())).isEqualTo(frame);
    }

    @ParameterizedTest
    @MethodSource("dev.covalent.common.frame.Frames#outcomes")
    void decode_outcome_isWhatWasEncoded(Outcome outcome) {
        assertThat(Outcome.decode(outcome.encode())).isEqualTo(outcome);
    }

    @ParameterizedTest
    @MethodSource("dev.covalent.common.frame.Frames#windowCommands")
    void decode_windowCommand_isWhatWasEncoded(WindowCommand command) {
        PageOrder.WindowChange frame = new PageOrder.WindowChange(1, command);

        assertThat(Downstream.decode(frame.encode())).isEqualTo(frame);
    }

    @Test
    void samples_coverEveryFrameType() {
        assertThat(types(Frames.upstream())).isEqualTo(permitted(Upstream.class));
        assertThat(types(Frames.downstream())).isEqualTo(permitted(Downstream.class));
        assertThat(types(Frames.requests())).isEqualTo(permitted(Request.class));
        assertThat(types(Frames.outcomes())).isEqualTo(permitted(Outcome.class));
        assertThat(types(Frames.windowCommands())).isEqualTo(permitted(WindowCommand.class));
    }

    @Test
    void decode_earlyReply_isWhatWasEncoded() {
        EarlyReply reply =
                new EarlyReply(Long.MAX_VALUE, new Downstream.Reply(7, new Outcome.Success(Frames.ALL_BYTES)));

        assertThat(EarlyReply.decode(reply.encode())).isEqualTo(reply);
    }

    @Test
    void decode_introduction_isWhatWasEncoded() {
        Introduction introduction = new Introduction(Long.MAX_VALUE, 0, Frames.LONE_SURROGATES);

        assertThat(Introduction.decode(introduction.encode())).isEqualTo(introduction);

        Introduction operator = new Introduction(1, 0, "").asOperator();
        assertThat(Introduction.decode(operator.encode())).isEqualTo(operator);

        Introduction outliving = new Introduction(1, 0, "").outlivingMain();
        assertThat(Introduction.decode(outliving.encode())).isEqualTo(outliving);
    }

    @Test
    void decode_welcome_isWhatWasEncoded() {
        Welcome welcome = new Welcome("notes", 1, Integer.MAX_VALUE, "", 1, Long.MAX_VALUE, 7);

        assertThat(Welcome.decode(welcome.encode())).isEqualTo(welcome);
        assertThat(welcome.titled("other"))
                .isEqualTo(new Welcome("notes", 1, Integer.MAX_VALUE, "other", 1, Long.MAX_VALUE, 7));
    }

    @Test
    void decode_utilityBootstrap_isWhatWasEncoded_andNeverShowsTheSecret() {
        UtilityBootstrap bootstrap = new UtilityBootstrap(
                "unix:/a", 3, Frames.ALL_BYTES, 4711, "name", "app.Main", List.of("", Frames.LONE_SURROGATES));

        assertThat(UtilityBootstrap.decode(bootstrap.encode())).isEqualTo(bootstrap);
        assertThat(bootstrap).hasToString("UtilityBootstrap[session 3, main class app.Main]");
    }

    @Test
    void decode_bootstrap_isWhatWasEncoded() {
        Bootstrap bootstrap = new Bootstrap(
                "unix:/a", 3, Frames.ALL_BYTES, 4711, "Page", SETUP, "javafx", false, List.of("--x=\\u00e9", ""));

        assertThat(Bootstrap.decode(bootstrap.encode())).isEqualTo(bootstrap);
    }

    @Test
    void bootstrap_asText_hidesTheSecret() {
        Bootstrap bootstrap = new Bootstrap(
                "unix:/a", 3, Frames.ALL_BYTES, 4711, "Page", SETUP, "javafx", false, List.of("--x=\\u00e9", ""));

        assertThat(bootstrap).hasToString("Bootstrap[session 3, page Page]");
    }

    private static Set<Class<?>> types(Stream<?> samples) {
        return samples.map(Object::getClass).collect(Collectors.toSet());
    }

    private static Set<Class<?>> permitted(Class<?> type) {
        return Arrays.stream(type.getPermittedSubclasses())
                .flatMap(each -> each.isSealed() ? permitted(each).stream() : Stream.of(each))
                .collect(Collectors.toSet());
    }
}
