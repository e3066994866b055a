package dev.covalent.launcher.bench.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One figure that is measured. Immutable.
 *
 * @param subject what is measured
 * @param payload what it carries
 * @param mode how it is measured
 */
public record Cell(Subject subject, Payload payload, Mode mode) {
    private static final Bar SEND_SYNC = Bar.atMost(1.0, 0.75);
    private static final Bar INVOKE = Bar.atMost(1.2, 0.85);
    private static final Bar REMOTE_CALL = Bar.atMost(0.95, 0.7);
    private static final Bar LIVE_READ = Bar.atMost(0.01, 0.002);
    private static final Bar SEND = Bar.atLeast(100, 300);
    private static final Bar RELAY = Bar.atLeast(50, 150);
    private static final Bar BANDWIDTH = Bar.atLeast(0.4, 0.7);
    private static final Bar COLD_START = Bar.atMost(1.2, 0.7);
    private static final Bar SPARE_START = Bar.atMost(0.15, 0.05);
    private static final Bar LIST_MILLIS = Bar.atMost(500, 500);
    private static final Bar IDLE_MEBIBYTES = Bar.atMost(60, 45);

    /** Checks that all is there. */
    public Cell {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(mode, "mode");
    }

    /** Lists every cell in the order in which a round takes them: by mode and payload, so that what is compared is near. */
    public static List<Cell> all() {
        List<Cell> cells = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            for (Payload payload : Payload.values()) {
                Arrays.stream(Subject.values())
                        .filter(subject -> subject.modes().contains(mode)
                                && subject.payloads().contains(payload))
                        .forEach(subject -> cells.add(new Cell(subject, payload, mode)));
            }
        }
        return List.copyOf(cells);
    }

    /** Returns what it is called: {@code sendSync/40 B/1 cpu}. */
    public String name() {
        return subject.label() + "/" + payload.label() + "/" + mode.label();
    }

    /** Returns the cell that this one is compared with; a baseline, and what has none, is compared with itself. */
    public Cell baseline() {
        return switch (mode) {
            case ONE_CPU, PACED -> new Cell(Subject.BARE_RMI, payload, mode);
            case STREAM -> new Cell(isBandwidth() ? Subject.BARE_SOCKET : Subject.BARE_RMI, payload, mode);
            case LOCAL -> new Cell(serialization(), payload, mode);
            case START, MEMORY -> new Cell(Subject.BARE_JVM, payload, mode);
            case FIRST -> new Cell(Subject.BARE_LIST, payload, mode);
            case FAULT -> new Cell(bareEnd(), payload, mode);
            case FAULT_TAIL, FAULT_RATE -> new Cell(bystander(), payload, mode);
        };
    }

    /** Returns the mode whose processors it is measured on: to pass many callbacks is so many round trips back to back. */
    public Mode seatedAs() {
        return subject == Subject.CALLBACKS_PASSED ? Mode.ONE_CPU : mode;
    }

    /** Tells whether the rate is told in bytes. */
    public boolean isBandwidth() {
        return mode.isRate() && payload == Payload.MIB_1;
    }

    /**
     * Returns what the ratio to the baseline is to keep to, if there is anything; in {@link Mode#MEMORY} what the figure
     * itself is to keep to, in mebibytes; in {@link Mode#FIRST} what it is to keep to in milliseconds; in {@link
     * Mode#FAULT} what the longest of all is to keep to, in milliseconds.
     */
    public Optional<Bar> bar() {
        if (mode.isFault()) {
            return Optional.ofNullable(faultBar());
        }
        if (mode.isOfNewProcess()) {
            return Optional.ofNullable(processBar());
        }
        if (isBandwidth()) {
            boolean direct = subject == Subject.SEND || subject == Subject.WEB_CONTENTS;
            return direct ? Optional.of(BANDWIDTH) : Optional.empty();
        }
        if (payload != Payload.SMALL) {
            return Optional.empty();
        }
        return Optional.ofNullable(mode.isRate() ? streamBar() : requestBar());
    }

    private @Nullable Bar processBar() {
        return switch (subject) {
            case WINDOW -> mode == Mode.START ? COLD_START : IDLE_MEBIBYTES;
            case SPARE_WINDOW -> mode == Mode.START ? SPARE_START : IDLE_MEBIBYTES;
            case SHARED_LIST -> LIST_MILLIS;
            default -> null;
        };
    }

    /** What was once measured without any of this is aimed at, where it was measured. */
    private @Nullable Bar faultBar() {
        return switch (subject) {
            case KILLED_IN_HANDSHAKE, KILLED_MANY -> Bar.atMost(2000, 2000);
            case KILLED_STARTING -> Bar.atMost(100, 8);
            case KILLED_IDLE, KILLED_ASKED -> Bar.atMost(100, 10);
            case LET_GO -> Bar.atMost(250, 250);
            case CALLBACKS_PASSED -> Bar.atMost(4000, 3800); // 40 µs each
            case HEAPS_BACK -> Bar.atMost(5000, 5000);
            case MAIN_KILLED -> Bar.atMost(1000, 15);
            case CUT_AND_RESUMED,
                    ATTACHED_MANY,
                    OUT_OF_MEMORY,
                    OUT_OF_MEMORY_BESIDE,
                    OUT_OF_METASPACE,
                    OUT_OF_DIRECT_MEMORY -> Bar.atMost(1000, 1000);
            case SECOND_INSTANCE -> Bar.atMost(500, 500);
            case STALE_ENDPOINT -> Bar.atMost(200, 200);
            case BESIDE_KILLS -> Bar.atMost(2, 2);
            case BESIDE_GLUT -> Bar.atLeast(0.8, 0.8);
            default -> null;
        };
    }

    private Subject bareEnd() {
        return switch (subject) {
            case SECOND_INSTANCE, ATTACHED_MANY, BARE_RUN -> Subject.BARE_RUN;
            case CALLBACKS_PASSED, HEAPS_BACK -> subject;
            default -> Subject.BARE_KILLED;
        };
    }

    /** A renderer beside others that are killed shares its processors with the system's work to end processes. */
    private Subject bystander() {
        return switch (subject) {
            case BESIDE_KILLS, BESIDE_BARE_KILLS -> Subject.BESIDE_BARE_KILLS;
            default -> Subject.BYSTANDER;
        };
    }

    private @Nullable Bar streamBar() {
        return switch (subject) {
            case SEND, WEB_CONTENTS -> SEND;
            case SEND_TO, PORT -> RELAY;
            default -> null;
        };
    }

    private @Nullable Bar requestBar() {
        return switch (subject) {
            case SEND_SYNC -> SEND_SYNC;
            case INVOKE -> INVOKE;
            case PROPERTY_GET, TYPED_METHOD -> REMOTE_CALL;
            case LIVE_READ -> LIVE_READ;
            default -> null;
        };
    }

    private Subject serialization() {
        return switch (subject) {
            case CLONE_ENCODE -> Subject.JAVA_ENCODE;
            case CLONE_DECODE -> Subject.JAVA_DECODE;
            case CLONE_BOTH -> Subject.JAVA_BOTH;
            default -> subject;
        };
    }
}
