package dev.covalent.common.frame;

import dev.covalent.common.payload.Payload;
import java.util.List;

/**
 * What the operations on a property bag gave that were carried out together, in one moment.
 *
 * @param applied whether what they write was written: not if a {@link BagOperation#COMPARE_AND_SET} found another value
 * @param results what each of them answers
 */
public record BagAnswer(boolean applied, List<Payload> results) {

    /** Copies the list. */
    public BagAnswer {
        results = List.copyOf(results);
    }

    /** Returns it in the form in which an {@link Outcome.Success} has it. */
    public Payload encode() {
        FrameWriter w = new FrameWriter();
        w.writeBoolean(applied);
        w.writeInt(results.size());
        results.forEach(w::writePayload);
        return w.toPayload();
    }

    /**
     * Reads what {@link #encode} made.
     *
     * @throws MalformedFrameException if it is not exactly one answer to that many operations
     */
    public static BagAnswer decode(Payload payload, int steps) {
        FrameReader r = new FrameReader(payload);
        BagAnswer answer = r.readWhole(
                () -> new BagAnswer(r.readBoolean(), r.readList(BagStep.MAX_STEPS, FrameReader::readPayload)));
        if (answer.results().size() != steps) {
            throw r.malformed(answer.results().size() + " results of " + steps + " operations");
        }
        return answer;
    }
}
