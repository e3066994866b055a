package dev.covalent.launcher.e2e;

import dev.covalent.common.BatchResult;
import dev.covalent.common.PropertyBag;
import dev.covalent.launcher.history.Operation;
import dev.covalent.renderer.LiveObject;
import dev.covalent.renderer.RemoteObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads and writes properties of a bag at random and records it in a file, line by line: when a write begins, and when it has
 * ended or what was read. So a file tells everything that mattered of a process that was killed.
 */
final class Registers implements AutoCloseable {
    static final List<String> NAMES = List.of("x", "y", "z");
    static final String END = "end";

    /** Two that are always written together. */
    private static final List<String> PAIR = List.of("left", "right");

    /** Values of different processes differ. */
    private static final long VALUES = 1L << 32;

    private static final int STEP = 10;
    private static final int MAX_READS = 200_000;

    private final BufferedWriter record;
    private final Random random;
    private final long process;
    private long written;
    private int read;

    /**
     * Makes a process's share.
     *
     * @param process a number of its own, from 1
     * @param file where to record
     */
    Registers(int process, Path file) throws IOException {
        this.process = process;
        this.random = new Random(process);
        this.record = Files.newBufferedWriter(file);
    }

    /** Returns what the bag has first. */
    static Map<String, Object> first() {
        return Stream.of(NAMES, PAIR, List.of(END))
                .flatMap(List::stream)
                .collect(Collectors.toMap(name -> name, name -> 0L));
    }

    /** Writes once, then reads a while, whichever of two ways it is. */
    void round(PropertyBag one, PropertyBag other) throws IOException {
        write(random.nextBoolean() ? one : other);
        checkPair(random.nextBoolean() ? one : other);
        int reads = random.nextInt(60);
        for (int i = 0; i < reads && read < MAX_READS; i++) {
            read(random.nextInt(10) == 0 ? other : one);
        }
    }

    /**
     * Goes on until somebody says that it ends, and says now and then how far it is.
     *
     * @return how many reads in this process found the copy up to date
     */
    int rounds(RemoteObject shared) throws IOException {
        int local = 0;
        long end = 0;
        for (int rounds = 0; end == 0; ) {
            try (LiveObject live = shared.live()) { // another one each time, also while others write
                for (int i = 0; i < STEP; i++) {
                    round(live, shared);
                    local += live.isLocal() ? 1 : 0;
                    rounds++;
                }
                live.set(progress((int) process), rounds);
                end = live.get(END, long.class);
            }
        }
        return local;
    }

    /** Returns the name of the property that says how far a process is. */
    static String progress(int process) {
        return "rounds of " + process;
    }

    private void write(PropertyBag bag) throws IOException {
        String name = name();
        long value = process * VALUES + ++written;
        long began = System.nanoTime();
        record.write("begin " + name + " " + value + " " + began + "\n");
        record.flush(); // if it is killed now, it may have written all the same
        if (random.nextInt(4) == 0) {
            long before = bag.batch(batch -> {
                        batch.get(name).set(name, value);
                        PAIR.forEach(half -> batch.set(half, value));
                    })
                    .get(name)
                    .get(long.class);
            record.write("read " + name + " " + before + " " + began + " " + System.nanoTime() + "\n");
        } else {
            bag.set(name, value);
        }
        record.write("end " + name + " " + value + " " + System.nanoTime() + "\n");
        record.flush();
    }

    /** What is written together is read together. */
    private void checkPair(PropertyBag bag) {
        List<Object> values;
        if (random.nextBoolean()) {
            BatchResult both = bag.batch(batch -> PAIR.forEach(batch::get));
            values = PAIR.stream().map(half -> both.get(half).get()).toList();
        } else {
            Map<String, Object> all = bag.snapshot();
            values = PAIR.stream().map(all::get).toList();
        }
        if (!values.get(0).equals(values.get(1))) {
            throw new AssertionError("Read apart what was written together: " + values);
        }
    }

    private void read(PropertyBag bag) throws IOException {
        String name = name();
        long began = System.nanoTime();
        long value = bag.get(name, long.class);
        long ended = System.nanoTime();
        record.write("read " + name + " " + value + " " + began + " " + ended + "\n");
        read++;
    }

    private String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    @Override
    public void close() throws IOException {
        record.close();
    }

    /** Reads what was done with one property; of a last line that is cut, nothing. */
    static Stream<Operation> recorded(Path file, String name) throws IOException {
        String text = Files.readString(file);
        List<String[]> lines = text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(line -> line.split(" "))
                .filter(line -> line[1].equals(name))
                .toList();
        Map<String, Long> ends = lines.stream()
                .filter(line -> line[0].equals("end"))
                .collect(Collectors.toMap(line -> line[2], line -> Long.parseLong(line[3])));
        return lines.stream()
                .filter(line -> !line[0].equals("end"))
                .map(line -> line[0].equals("read")
                        ? Operation.read(Long.parseLong(line[2]), Long.parseLong(line[3]), Long.parseLong(line[4]))
                        : Operation.write(
                                Long.parseLong(line[2]),
                                Long.parseLong(line[3]),
                                Objects.requireNonNullElse(ends.get(line[2]), Long.MAX_VALUE)));
    }
}
