package dev.covalent.launcher.bench.plan;

import java.util.List;

/** What is measured. Immutable. */
public enum Subject {
    /** {@code byte[] call(byte[])} over RMI's own sockets; in a stream, {@code void send(byte[])}. */
    BARE_RMI("bare RMI", Seat.BARE_CLIENT, Kind.MESSAGE),
    /** A TCP socket on the loopback interface. */
    BARE_SOCKET("bare socket", Seat.BARE_CLIENT, Kind.MESSAGE),
    /** {@code ipcRenderer.sendSync}. */
    SEND_SYNC("sendSync", Seat.RENDERER, Kind.REQUEST),
    /** {@code ipcRenderer.invoke(…).join()}. */
    INVOKE("invoke", Seat.RENDERER, Kind.REQUEST),
    /** {@code remoteObject.get(property)}. */
    PROPERTY_GET("property get", Seat.RENDERER, Kind.SMALL_REQUEST),
    /** {@code remoteObject.set(property, value)}, another value each time. */
    PROPERTY_SET("property set", Seat.RENDERER, Kind.SMALL_REQUEST),
    /** A method of a typed remote object, with a record there and back. */
    TYPED_METHOD("typed method", Seat.RENDERER, Kind.SMALL_REQUEST),
    /** {@code liveObject.get(property, type)}, of which nobody writes. */
    LIVE_READ("live read", Seat.RENDERER, Kind.COPY),
    /** A hundred {@code get}s in one {@code remoteObject.batch}. */
    BATCH("batch of 100 gets", Seat.RENDERER, Kind.SMALL_REQUEST),
    /** A method that makes an object, and the release of the reference to it. */
    REFERENCE("reference", Seat.RENDERER, Kind.SMALL_REQUEST),
    /** Main's call of a callback, with the stage that it returns. */
    CALLBACK("callback", Seat.MAIN, Kind.SMALL_REQUEST),
    /** {@code ipcRenderer.send}. */
    SEND("send", Seat.RENDERER, Kind.ONE_WAY),
    /** {@code webContents.send}; its round trip is a message there and a {@code send} back. */
    WEB_CONTENTS("webContents.send", Seat.MAIN, Kind.MESSAGE),
    /** {@code ipcRenderer.sendTo}; its round trip is a message there and one back. */
    SEND_TO("sendTo", Seat.RENDERER, Kind.MESSAGE),
    /** {@code webContents.send} of a window that a page finds by its id; as a round trip, with a {@code sendTo} back. */
    REMOTE_SEND("remote window send", Seat.RENDERER, Kind.SMALL_REQUEST),
    /** A message port between two renderers. */
    PORT("port", Seat.RENDERER, Kind.MESSAGE),
    /** Java serialization, to bytes. */
    JAVA_ENCODE("Java serialize", Seat.RENDERER, Kind.CODEC),
    /** Java serialization, from bytes. */
    JAVA_DECODE("Java deserialize", Seat.RENDERER, Kind.CODEC),
    /** Java serialization, both ways. */
    JAVA_BOTH("Java both", Seat.RENDERER, Kind.CODEC),
    /** The structured clone, to bytes. */
    CLONE_ENCODE("clone encode", Seat.RENDERER, Kind.CODEC),
    /** The structured clone, from bytes. */
    CLONE_DECODE("clone decode", Seat.RENDERER, Kind.CODEC),
    /** The structured clone, both ways. */
    CLONE_BOTH("clone both", Seat.RENDERER, Kind.CODEC),
    /** A JVM that knows nothing of Covalent, to the arrival of its first call of bare RMI; with the flags of a renderer. */
    BARE_JVM("bare JVM", Seat.BARE_SERVER, Kind.PROCESS),
    /** A window without a screen, of a page that does nothing, from {@code open} to {@code did-finish-load}. */
    WINDOW("window, cold", Seat.MAIN, Kind.PROCESS),
    /** The same, with a spare renderer that waits for it. */
    SPARE_WINDOW("window, spare", Seat.MAIN, Kind.PROCESS),
    /** A JVM that knows nothing of Covalent and goes through a list that a call of bare RMI returns. */
    BARE_LIST("bare RMI list", Seat.BARE_SERVER, Kind.LIST),
    /** A page that goes through a list that is a property of a shared object. */
    SHARED_LIST("shared list", Seat.MAIN, Kind.LIST),
    /** A JVM that knows nothing of Covalent, from its {@code kill -9} until {@code ProcessHandle.onExit} tells of its end. */
    BARE_KILLED("bare JVM, killed", Seat.BARE_SERVER, Kind.FAULT),
    /** A JVM that knows nothing of Covalent and ends at once, from its fork to its end. */
    BARE_RUN("bare JVM, run", Seat.BARE_SERVER, Kind.FAULT),
    /** A process killed in the middle of its handshake, until main has let go of its connection. */
    KILLED_IN_HANDSHAKE("F1 in handshake", Seat.MAIN, Kind.FAULT),
    /** A window's renderer killed before it has connected, until {@code render-process-gone}. */
    KILLED_STARTING("F1 starting", Seat.MAIN, Kind.FAULT),
    /** A window's renderer killed while it does nothing, until {@code render-process-gone}. */
    KILLED_IDLE("F2 idle", Seat.MAIN, Kind.FAULT),
    /** The same of one for which main has requests, a callback and a port, until main has nothing of it any more. */
    LET_GO("F2 let go", Seat.MAIN, Kind.FAULT),
    /** A window's renderer killed while main waits for its answer, until the waiting ends. */
    KILLED_ASKED("F4 asked", Seat.MAIN, Kind.FAULT),
    /** A main process killed that has renderers, until the last of them has ended. */
    MAIN_KILLED("F7 main killed", Seat.MAIN, Kind.FAULT),
    /** An attached renderer that was stopped and cut off meanwhile, from when it goes on to its end. */
    CUT_AND_RESUMED("F9 cut, resumed", Seat.MAIN, Kind.FAULT),
    /** Two hundred renderers of one process that has warmed up, which attach at once, until the last has. */
    ATTACHED_MANY("F12 two hundred", Seat.MAIN, Kind.FAULT),
    /** Two hundred windows' renderers killed at once, until the last {@code render-process-gone}. */
    KILLED_MANY("F13 two hundred", Seat.MAIN, Kind.FAULT),
    /** A hundred thousand callbacks that a page passes to main, one after the other. */
    CALLBACKS_PASSED("F14 callbacks, 1 cpu", Seat.MAIN, Kind.FAULT),
    /** From when main drops as many until the heaps of both are as they were. */
    HEAPS_BACK("F14 heaps back", Seat.MAIN, Kind.FAULT),
    /** A window's renderer that takes more memory than there is on its loop, from the last that it got until it is told. */
    OUT_OF_MEMORY("F15 out of memory", Seat.MAIN, Kind.FAULT),
    /** The same on another thread. */
    OUT_OF_MEMORY_BESIDE("F15 other thread", Seat.MAIN, Kind.FAULT),
    /** The same with classes, of which there can be fewer. */
    OUT_OF_METASPACE("F15 metaspace", Seat.MAIN, Kind.FAULT),
    /** The same with buffers outside the heap. */
    OUT_OF_DIRECT_MEMORY("F15 direct memory", Seat.MAIN, Kind.FAULT),
    /** A second instance, from its fork until it has told the first one its arguments and has ended. */
    SECOND_INSTANCE("F20 second start", Seat.MAIN, Kind.FAULT),
    /** An attachment to an application that was killed, until it is refused. */
    STALE_ENDPOINT("F21 stale", Seat.MAIN, Kind.FAULT),
    /** A renderer that asks main while others do nothing. */
    BYSTANDER("bystander", Seat.MAIN, Kind.BYSTANDER),
    /** The same, while as many JVMs are killed that main knows nothing of. */
    BESIDE_BARE_KILLS("beside bare kills", Seat.MAIN, Kind.TAIL),
    /** The same, while others are killed whose questions main has not answered yet. */
    BESIDE_KILLS("F3 beside kills", Seat.MAIN, Kind.TAIL),
    /** The same, while main offers ten thousand messages a second to another, which takes one. */
    BESIDE_GLUT("F11 beside a glut", Seat.MAIN, Kind.RATE);

    private enum Kind {
        MESSAGE,
        REQUEST,
        SMALL_REQUEST,
        COPY,
        ONE_WAY,
        CODEC,
        PROCESS,
        LIST,
        FAULT,
        BYSTANDER,
        TAIL,
        RATE
    }

    private static final List<Payload> MESSAGES = List.of(Payload.SMALL, Payload.KIB_4, Payload.KIB_64, Payload.MIB_1);

    private final String label;
    private final Seat seat;
    private final Kind kind;

    Subject(String label, Seat seat, Kind kind) {
        this.label = label;
        this.seat = seat;
        this.kind = kind;
    }

    /** Returns what tables call it. */
    public String label() {
        return label;
    }

    /** Returns the process that measures it. */
    public Seat seat() {
        return seat;
    }

    List<Mode> modes() {
        return switch (kind) {
            case MESSAGE -> List.of(Mode.ONE_CPU, Mode.PACED, Mode.STREAM);
            case REQUEST, SMALL_REQUEST -> List.of(Mode.ONE_CPU, Mode.PACED);
            case COPY -> List.of(Mode.ONE_CPU);
            case ONE_WAY -> List.of(Mode.STREAM);
            case CODEC -> List.of(Mode.LOCAL);
            case PROCESS -> List.of(Mode.START, Mode.MEMORY);
            case LIST -> List.of(Mode.FIRST);
            case FAULT -> List.of(Mode.FAULT);
            case BYSTANDER -> List.of(Mode.FAULT_TAIL, Mode.FAULT_RATE);
            case TAIL -> List.of(Mode.FAULT_TAIL);
            case RATE -> List.of(Mode.FAULT_RATE);
        };
    }

    List<Payload> payloads() {
        return switch (kind) {
            case CODEC -> List.of(Payload.SMALL, Payload.RECORDS);
            case PROCESS, FAULT, BYSTANDER, TAIL, RATE -> List.of(Payload.NOTHING);
            case LIST -> List.of(Payload.LIST);
            case SMALL_REQUEST, COPY -> List.of(Payload.SMALL);
            default -> MESSAGES;
        };
    }
}
