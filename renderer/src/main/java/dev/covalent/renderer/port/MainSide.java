package dev.covalent.renderer.port;

import dev.covalent.common.port.Mail;
import dev.covalent.common.port.PortEnd;
import dev.covalent.common.port.PortHolder;
import dev.covalent.common.port.TakenReport;

/**
 * Holds an end that is somewhere beyond main: what is posted to it goes out as frames.
 *
 * <p>Not thread-safe: used under the lock of the port space.
 */
final class MainSide implements PortHolder {
    private final PortNumbers numbers;
    private final PortEnd end;
    private final long number;
    private final long leftAs;
    private final TakenReport report;
    private long received;
    private boolean mainIsDone;

    /**
     * Makes a holder.
     *
     * @param end the end it holds
     * @param number the number of the other end, which stays here; 0 if that one is at main too
     * @param leftAs the number by which the end itself left; 0 if it never was here
     */
    MainSide(PortNumbers numbers, PortEnd end, long number, long leftAs) {
        this.numbers = numbers;
        this.end = end;
        this.number = number;
        this.leftAs = leftAs;
        this.report = numbers.newReport(this);
    }

    PortEnd end() {
        return end;
    }

    long number() {
        return number;
    }

    /** Returns how many messages came from main for the end that stays here. */
    long received() {
        return received;
    }

    void countReceived() {
        received++;
    }

    /** Learns that main sends nothing more to the number. */
    void mainIsDone() {
        mainIsDone = true;
    }

    boolean isMainDone() {
        return mainIsDone;
    }

    @Override
    public boolean accept(Mail mail) {
        return numbers.send(number, mail);
    }

    @Override
    public void carry(Mail mail) {
        numbers.space().inSequence(() -> numbers.giveBack(leftAs, mail));
    }

    @Override
    public void taken(long count, long cost) {
        report.add(count, cost);
    }

    @Override
    public void otherClosed() {
        numbers.space().inSequence(() -> numbers.done(number));
    }

    @Override
    public void emptied() {
        numbers.space().inSequence(() -> numbers.done(number));
    }

    @Override
    public void endClosed() {
        end.settleIfEmpty(); // as main said so
    }

    @Override
    public boolean isEmpty() {
        return end.isClosed();
    }

    @Override
    public boolean isElsewhere() {
        return true;
    }

    @Override
    public PortHolder moveTo(PortHolder next) {
        throw new IllegalStateException("The end beyond port " + number + " is not here to be moved");
    }
}
