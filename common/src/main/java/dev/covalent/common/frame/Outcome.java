package dev.covalent.common.frame;

import dev.covalent.common.payload.Payload;
import java.util.Objects;

/** How a request ended. */
public sealed interface Outcome {

    /** Writes the outcome. */
    void write(FrameWriter w);

    /** Returns the outcome in its encoded form. */
    default Payload encode() {
        FrameWriter w = new FrameWriter();
        write(w);
        return w.toPayload();
    }

    /**
     * Reads an outcome.
     *
     * @throws MalformedFrameException if it is not exactly one outcome
     */
    static Outcome decode(Payload payload) {
        FrameReader r = new FrameReader(payload);
        return r.readWhole(() -> read(r));
    }

    /** Reads an outcome that is part of a frame. */
    static Outcome read(FrameReader r) {
        if (r.readBoolean()) {
            return new Success(Parcel.read(r));
        }
        return new Failure(FailureKind.valueOf(r.readText()), r.readText(), r.readPayload());
    }

    /**
     * It gave a value.
     *
     * @param parcel the encoded value, with what it refers to
     */
    record Success(Parcel parcel) implements Outcome {

        /** Checks that the value is there. */
        public Success {
            Objects.requireNonNull(parcel, "parcel");
        }

        /** Makes an outcome whose value refers to nothing. */
        public Success(Payload value) {
            this(Parcel.of(value));
        }

        /** Returns the encoded value. */
        public Payload value() {
            return parcel.value();
        }

        @Override
        public void write(FrameWriter w) {
            w.writeBoolean(true);
            parcel.write(w);
        }
    }

    /**
     * It failed.
     *
     * @param kind which exception the caller gets
     * @param message that exception's message
     * @param error the encoded error of the other process; {@link Payload#NONE} where there is none
     */
    record Failure(FailureKind kind, String message, Payload error) implements Outcome {

        /** Checks that the parts are there. */
        public Failure {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(error, "error");
        }

        /** Makes a failure without an error of the other process. */
        public Failure(FailureKind kind, String message) {
            this(kind, message, Payload.NONE);
        }

        @Override
        public void write(FrameWriter w) {
            w.writeBoolean(false).writeText(kind.name()).writeText(message).writePayload(error);
        }
    }
}
