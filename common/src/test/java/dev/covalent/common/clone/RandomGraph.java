package dev.covalent.common.clone;

import dev.covalent.common.RemoteError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Makes random plain values, with sharing, and with cycles if asked for. Not thread-safe. */
@SuppressWarnings("JavaUtilDate") // values like any other
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
                () -> random.longs(random.nextInt(5)).toArray(),
                () -> random.doubles(random.nextInt(5)).toArray(),
                () -> bytes(random.nextInt(20) == 0 ? 10_000 : random.nextInt(5)),
                () -> new Date(random.nextLong()),
                () -> Double.longBitsToDouble(random.nextLong()),
                () -> URI.create("http://host/" + random.nextInt(100)),
                () -> Locale.forLanguageTag(random.nextBoolean() ? "de-CH" : "zh-Hant-TW"),
                () -> Pattern.compile("a{" + random.nextInt(9) + "}", random.nextInt(4)),
                () -> ByteBuffer.wrap(bytes(random.nextInt(5))),
                () -> new RemoteError("a.B", random.nextBoolean() ? null : text(), text(), null));
    }

    /** Returns how many cases to try where {@code usual} are tried in a build: more under the profile for it. */
    static int cases(int usual) {
        return usual * Integer.getInteger("covalent.test.rounds", 1);
    }

    /** Returns a new graph without cycles. */
    Object next() {
        made.clear();
        return value(4);
    }

    /** Returns a new graph in which lists, arrays and maps refer to each other and to themselves. */
    Object nextCyclic() {
        made.clear();
        List<Object> nodes = new ArrayList<>();
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            nodes.add(List.<Supplier<Object>>of(ArrayList::new, LinkedHashMap::new, () -> new Object[random.nextInt(5)])
                    .get(random.nextInt(3))
                    .get());
        }
        for (Object node : nodes) {
            int size = node instanceof Object[] array ? array.length : random.nextInt(5);
            for (int i = 0; i < size; i++) {
                put(node, i, random.nextInt(3) == 0 ? value(2) : nodes.get(random.nextInt(nodes.size())));
            }
        }
        return nodes.get(0);
    }

    @SuppressWarnings("unchecked") // as made above
    private void put(Object node, int index, Object part) {
        if (node instanceof List<?> list) {
            ((List<Object>) list).add(part);
        } else if (node instanceof Map<?, ?> map) {
            ((Map<Object, Object>) map).put(random.nextBoolean() ? text() : index, part);
        } else {
            ((Object[]) node)[index] = part;
        }
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
        switch (random.nextInt(6)) {
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
            case 4 -> {
                return new RemoteError("a.B", text(), text(), value(depth - 1), text(), null);
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

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
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
