package dev.covalent.common.observe;

import java.util.concurrent.atomic.AtomicBoolean;

/** A handling, or a wait for an answer, whose event is committed at its end. */
final class EventSpan extends Span {
    private final TrafficEvent event;
    private final long started;
    private final AtomicBoolean ended = new AtomicBoolean();

    /**
     * Begins.
     *
     * @param arrival when it arrived; 0 if it did not, or nobody recorded then
     */
    EventSpan(TrafficEvent event, long arrival) {
        this.event = event;
        started = arrival == 0 ? 0 : System.nanoTime();
        event.queueTime = arrival == 0 ? 0 : started - arrival;
        event.begin();
    }

    @Override
    public boolean isRecorded() {
        return true;
    }

    @Override
    public void end(String outcome) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        event.end();
        event.handlingTime = started == 0 ? 0 : System.nanoTime() - started;
        event.outcome = outcome;
        event.commit();
    }
}
