package dev.covalent.common.clone;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Makes random plain values, with sharing but without cycles. Not thread-safe. */
final class RandomGraph {
    private final Random random;
    private final List<Object> made = new ArrayList<>();
    private final List<Supplier<Object>> leaves;

    RandomGraph(Random random) {
        this.random = random;
        this.leaves = List.of(
                random::nextInt,
                () -> random.nextInt(100),
                random::nextLong,
                random::nextDouble,
                random::nextFloat,
                random::nextBoolean,
                () -> (byte) random.nextInt(),
                () -> (short) random.nextInt(),
                () -> (char) random.nextInt(),
                this::text,
                this::text,
                () -> new BigInteger(random.nextInt(200), random),
                () -> BigDecimal.valueOf(random.nextLong(), random.nextInt(40) - 20),
                () -> new UUID(random.nextLong(), random.nextLong()),
                () -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
                () -> LocalDate.ofEpochDay(random.nextInt(100_000)),
                () -> Duration.ofNanos(random.nextLong()),
                () -> LocalDate.ofEpochDay(random.nextInt(100_000)).atStartOfDay(ZoneId.of("Europe/Berlin")),
                () -> random.longs(random.nextInt(5)).toArray());
    }

    /** Returns a new graph. */
    Object next() {
        made.clear();
        return value(4);
    }

    private Object value(int depth) {
        if (!made.isEmpty() && random.nextInt(8) == 0) {
            return made.get(random.nextInt(made.size()));
        }
        Object value = depth == 0 || random.nextInt(3) == 0 ? leaf() : container(depth);
        made.add(value);
        return value;
    }

    private Object leaf() {
        return leaves.get(random.nextInt(leaves.size())).get();
    }

    private Object container(int depth) {
        int size = random.nextInt(5);
        switch (random.nextInt(5)) {
            case 0 -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                for (int i = 0; i < size; i++) {
                    map.put(random.nextBoolean() ? text() : value(depth - 1), value(depth - 1));
                }
                return map;
            }
            case 1 -> {
                Set<Object> set = new LinkedHashSet<>();
                for (int i = 0; i < size; i++) {
                    set.add(value(depth - 1));
                }
                return set;
            }
            case 2 -> {
                Object[] array = new Object[size];
                for (int i = 0; i < size; i++) {
                    array[i] = value(depth - 1);
                }
                return array;
            }
            case 3 -> {
                return Optional.of(value(depth - 1));
            }
            default -> {
                List<Object> list = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    list.add(value(depth - 1));
                }
                return list;
            }
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int range = random.nextInt(3) == 0 ? 0x10000 : 0x80;
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append((char) random.nextInt(range));
        }
        return text.toString();
    }
}
