package dev.covalent.main.trace;

import dev.covalent.common.observe.Span;
import dev.covalent.common.remote.TraceLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Something that passes, told when it ends. */
final class TraceSpan extends Span {
    private final Span recorded;
    private final Passing passing;
    private final List<Tracer> told;
    private final Instant time = Instant.now();
    private final long started = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();

    TraceSpan(Span recorded, Passing passing, List<Tracer> told) {
        this.recorded = recorded;
        this.passing = passing;
        this.told = told;
    }

    @Override
    public boolean isRecorded() {
        return true;
    }

    @Override
    public void end(String outcome) {
        recorded.end(outcome);
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        TraceLine line = new TraceLine(
                time, passing.kind(), passing.channel(), passing.from(), passing.to(), passing.bytes(), took, outcome);
        told.forEach(tracer -> tracer.add(line));
    }
}
