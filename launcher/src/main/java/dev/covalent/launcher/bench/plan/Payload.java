package dev.covalent.launcher.bench.plan;

/** What a message carries. Immutable. */
public enum Payload {
    /** The map {@code {name, age}}, which takes about 40 bytes; bare systems carry 40 bytes. */
    SMALL("40 B", 40),
    /** A {@code byte[]} of 4 KiB. */
    KIB_4("4 KiB", 4 << 10),
    /** A {@code byte[]} of 64 KiB. */
    KIB_64("64 KiB", 64 << 10),
    /** A {@code byte[]} of 1 MiB. */
    MIB_1("1 MiB", 1 << 20),
    /** A list of 20 nested records; for the codec alone. */
    RECORDS("20 records", 0),
    /** A list of 40,000 records of three components. */
    LIST("40k items", 0),
    /** Nothing; for the processes themselves. */
    NOTHING("-", 0);

    private final String label;
    private final int bytes;

    Payload(String label, int bytes) {
        this.label = label;
        this.bytes = bytes;
    }

    /** Returns what tables call it. */
    public String label() {
        return label;
    }

    /** Returns how many bytes it counts as. */
    public int bytes() {
        return bytes;
    }
}
