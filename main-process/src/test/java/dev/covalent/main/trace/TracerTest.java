package dev.covalent.main.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.QueueFullException;
import dev.covalent.common.Subscription;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagOperation;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.observe.Span;
import dev.covalent.common.remote.TraceFilter;
import dev.covalent.common.remote.TraceLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

final class TracerTest {
    private final Queue<Runnable> shortly = new ArrayDeque<>();
    private final List<TraceLine> lines = new ArrayList<>();
    private final Traces traces = new Traces();
    private long dropped;
    private boolean writable = true;
    private boolean full;

    @Test
    void handling_nobodyTraces_isLeftToTheRecording() {
        assertThat(traces.isOn()).isFalse();
        assertThat(traces.handling(Span.OFF, message("a"), 3)).isSameAs(Span.OFF);
    }

    @Test
    void handling_ofWhatTheFilterLetsPass_isToldWhenItEnds() {
        Subscription tracing = traces.add(tracer(new TraceFilter("a*", 0), 3));
        Span other = traces.handling(Span.OFF, message("b"), 3);
        Span elsewhere = traces.handling(Span.OFF, message("a"), 4);
        Span span = traces.handling(Span.OFF, message("ab"), 3);
        assertThat(other).isSameAs(Span.OFF);
        assertThat(elsewhere).isSameAs(Span.OFF);
        assertThat(shortly).isEmpty();

        span.unheard();
        span.done();
        runShortly();

        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.kind()).isEqualTo("send");
            assertThat(line.channel()).isEqualTo("ab");
            assertThat(line.from()).isEqualTo(3);
            assertThat(line.to()).isZero();
            assertThat(line.bytes()).isPositive();
            assertThat(line.outcome()).isEqualTo("unheard");
        });
        tracing.close();
        assertThat(traces.isOn()).isFalse();
    }

    @Test
    void add_whoDoesNotTakeThem_holdsABoundedNumberAndIsToldHowManyAreLost() {
        writable = false;
        Subscription tracing = traces.add(tracer(TraceFilter.ALL, 0));
        int sent = Tracer.MAX_WAITING + 1_000;
        for (int i = 0; i < sent; i++) {
            traces.handling(Span.OFF, message("a"), 3).done();
        }
        runShortly();
        assertThat(lines).isEmpty();
        assertThat(shortly).as("one look for all of them").hasSize(1);

        writable = true;
        runUntilIdle();

        assertThat(lines).hasSize(Tracer.MAX_WAITING);
        assertThat(dropped).isEqualTo(1_000);
        tracing.close();
    }

    @Test
    void add_ofLongLines_holdsABoundedNumberOfBytesAndIsToldHowManyAreLost() {
        writable = false;
        Tracer tracer = tracer(TraceFilter.ALL, 0);
        String name = "a".repeat(1 << 20);
        for (int i = 0; i < 10; i++) {
            tracer.add(line(name));
        }

        runUntilIdle();
        assertThat(lines).hasSize(1);
        assertThat(dropped).isEqualTo(9);

        tracer.add(line(name));
        runUntilIdle();
        assertThat(lines).as("what was taken makes room").hasSize(2);
    }

    @Test
    void handling_ofNamesThatARendererMadeLong_keepsTheirStart() {
        Subscription tracing = traces.add(tracer(new TraceFilter("o*", 0), 0));
        String name = "o".repeat(Passing.MAX_CHANNEL + 1);
        traces.handling(Span.OFF, message(name), 3).done();
        traces.handling(Span.OFF, message("o".repeat(Passing.MAX_CHANNEL)), 3).done();
        traces.handling(Span.OFF, message("o".repeat(Passing.MAX_CHANNEL - 2) + "\uD83D\uDE00!"), 3)
                .done();
        traces.handling(Span.OFF, bagCall(name), 3).done();
        runUntilIdle();

        assertThat(lines)
                .extracting(TraceLine::channel)
                .containsExactly(
                        "o".repeat(Passing.MAX_CHANNEL - 1) + "…",
                        "o".repeat(Passing.MAX_CHANNEL),
                        "o".repeat(Passing.MAX_CHANNEL - 2) + "…",
                        "o".repeat(Passing.MAX_CHANNEL - 1) + "…");
        tracing.close();
    }

    @Test
    void tell_refusedByAFullQueue_countsWhatWasRefused() {
        full = true;
        Subscription tracing = traces.add(tracer(TraceFilter.ALL, 0));
        traces.handling(Span.OFF, message("a"), 3).done();
        runShortly();
        runUntilIdle();

        assertThat(lines).isEmpty();
        assertThat(dropped).isEqualTo(1);
        tracing.close();
    }

    @Test
    void end_whileLinesWait_tellsNothingMore() {
        Tracer tracer = tracer(TraceFilter.ALL, 0);
        Subscription tracing = traces.add(tracer);
        traces.handling(Span.OFF, message("a"), 3).done();

        tracer.end();
        tracing.close();
        runUntilIdle();

        assertThat(lines).isEmpty();
        assertThat(shortly).isEmpty();
    }

    @Test
    void finish_whileLinesWait_isToldBehindThem_onceHeTakesThem() {
        List<Integer> linesBefore = new ArrayList<>();
        Tracer tracer = tracer(TraceFilter.ALL, 0);
        Subscription tracing = traces.add(tracer);
        traces.handling(Span.OFF, message("a"), 3).done();
        writable = false;

        tracer.finish(() -> linesBefore.add(lines.size()));
        runShortly();
        assertThat(linesBefore).isEmpty();
        runUntilIdle();

        assertThat(linesBefore).containsExactly(1);
        tracing.close();
    }

    @Test
    void finish_whenNothingWaits_isToldSoon_andNothingAfterIt() {
        List<Integer> linesBefore = new ArrayList<>();
        Tracer tracer = tracer(TraceFilter.ALL, 0);
        Subscription tracing = traces.add(tracer);

        tracer.finish(() -> linesBefore.add(lines.size()));
        runUntilIdle();
        traces.handling(Span.OFF, message("a"), 3).done();
        runUntilIdle();

        assertThat(linesBefore).containsExactly(0);
        assertThat(lines).isEmpty();
        tracing.close();
    }

    private Tracer tracer(TraceFilter filter, int contents) {
        return new Tracer(
                filter,
                contents,
                (told, lost) -> {
                    if (full) {
                        full = false;
                        writable = false;
                        throw new QueueFullException("full");
                    }
                    lines.addAll(told);
                    dropped += lost;
                },
                () -> writable,
                shortly::add);
    }

    private void runShortly() {
        shortly.remove().run();
    }

    private void runUntilIdle() {
        writable = true;
        while (!shortly.isEmpty()) {
            runShortly();
        }
    }

    private static Upstream message(String channel) {
        return new Upstream.Message(channel, StructuredClone.encodeArguments(1), List.of(), false);
    }

    private static Request bagCall(String object) {
        return new RemoteRequest.BagCall(object, List.of(BagStep.of(BagOperation.GET, "p")));
    }

    private static TraceLine line(String channel) {
        return new TraceLine(Instant.EPOCH, "send", channel, 3, 0, 1, Duration.ZERO, "success");
    }
}
