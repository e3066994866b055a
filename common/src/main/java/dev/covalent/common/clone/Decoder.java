package dev.covalent.common.clone;

import dev.covalent.common.RemoteError;
import dev.covalent.common.payload.Payload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one graph of values. Whatever the bytes are, it ends with a value or with a {@link MalformedDataException}, and
 * allocates no more than in proportion to their number.
 *
 * <p>Confined to one call.
 */
final class Decoder {
    private static final Object UNFINISHED = new Object();
    private static final int MAX_COMPONENTS = 255;
    private static final int FIRST_OBJECTS = 4;
    private static final Object[] NO_OBJECTS = {};
    private static final int[] NO_WEIGHTS = {};

    private final ByteSource in;
    private final KeyWork keyWork = new KeyWork();
    private @Nullable List<String[]> shapes;
    private @Nullable Object first; // object 0, so that a message of one object takes no arrays
    private int firstWeight;
    private Object[] objects = NO_OBJECTS;
    private int[] weights = NO_WEIGHTS;
    private int size;
    private int depth;
    private boolean hasKeysWithParts;

    /** Elements of arrays begun that are still to come: each takes a byte, which no other array can claim. */
    private int promised;

    Decoder(Payload payload) {
        this.in = new ByteSource(payload);
    }

    @Nullable Object decode() {
        int version = in.octet();
        if (version != Tag.VERSION) {
            throw in.malformed("format " + version + ", expected " + Tag.VERSION);
        }
        Object value;
        try {
            value = read(in.octet());
        } catch (StackOverflowError tooDeep) {
            throw in.malformed("nested deeper than the stack of this thread allows");
        }
        if (in.remaining() > 0) {
            throw in.malformed(in.remaining() + " bytes after the end");
        }
        if (in.remainingBeside() > 0) {
            throw in.malformed(in.remainingBeside() + " arrays beside it that nothing refers to");
        }
        return value;
    }

    /** Tells whether keys of maps or elements of sets that were read consist of others. */
    boolean hasKeysWithParts() {
        return hasKeysWithParts;
    }

    private @Nullable Object read(int tag) {
        return switch (tag) {
            case Tag.NULL -> null;
            case Tag.FALSE -> false;
            case Tag.TRUE -> true;
            case Tag.INT -> in.signedInt();
            case Tag.LONG -> in.signedLong();
            case Tag.STRING -> in.text();
            case Tag.LIST -> list();
            case Tag.SET -> set();
            case Tag.MAP -> map();
            case Tag.ARRAY -> array();
            case Tag.RECORD -> components();
            case Tag.OPTIONAL -> optional();
            case Tag.ERROR -> error();
            case Tag.REFERENCE -> reference();
            default -> leaf(tag);
        };
    }

    private Object leaf(int tag) {
        LeafType<?> type = LeafTypes.of(tag);
        if (type == null) {
            throw in.malformed("unknown tag " + tag);
        }
        int start = in.offset();
        Object value;
        try {
            value = type.reader().apply(in);
        } catch (MalformedDataException malformed) {
            throw malformed;
        } catch (RuntimeException | StackOverflowError invalid) {
            throw new MalformedDataException(start, "invalid " + type.type().getName(), invalid);
        }
        if (type.keepsIdentity()) {
            number(value, KeyWork.weight(in.offset() - start));
        }
        return value;
    }

    private Object[] array() {
        int length = in.count(1);
        if (length > in.remaining() - promised) {
            throw in.malformed("array of " + length + " elements, but the bytes left belong to others");
        }
        promised += length;
        Object[] array = new Object[length];
        int number = open(array);
        long start = clock();
        for (int i = 0; i < length; i++) {
            promised--;
            array[i] = read(in.octet());
        }
        close(number, start);
        return array;
    }

    private List<Object> list() {
        List<Object> list = new ArrayList<>();
        int number = open(list);
        long start = clock();
        for (int tag = in.octet(); tag != Tag.END; tag = in.octet()) {
            list.add(read(tag));
        }
        close(number, start);
        return list;
    }

    private Set<Object> set() {
        Set<Object> set = new LinkedHashSet<>();
        int number = open(set);
        long start = clock();
        KeyWork.Keys keys = null;
        for (int tag = in.octet(); tag != Tag.END; tag = in.octet()) {
            long before = clock();
            Object key = read(tag);
            if (key != null && !KeyWork.isPlain(key)) {
                keys = admitted(key, before, keys);
            }
            set.add(key);
        }
        close(number, start);
        return set;
    }

    private Map<Object, Object> map() {
        Map<Object, Object> map = new LinkedHashMap<>();
        int number = open(map);
        long start = clock();
        KeyWork.Keys keys = null;
        for (int tag = in.octet(); tag != Tag.END; tag = in.octet()) {
            long before = clock();
            Object key = tag == Tag.STRING ? in.name() : read(tag);
            if (key != null && !KeyWork.isPlain(key)) {
                keys = admitted(key, before, keys);
            }
            map.put(key, read(in.octet()));
        }
        close(number, start);
        return map;
    }

    /** Charges for a key read since {@code before} that is not plain; returns the account of its map or set. */
    private KeyWork.Keys admitted(Object key, long before, KeyWork.@Nullable Keys known) {
        hasKeysWithParts |= SameValue.isContainer(key);
        KeyWork.Keys keys = known == null ? keyWork.new Keys() : known;
        if (!keys.admit(key, clock() - before)) {
            throw in.malformed("a key that contains itself, or keys that take too long to hash");
        }
        return keys;
    }

    private Map<String, Object> components() {
        Map<String, Object> map = new LinkedHashMap<>();
        int number = open(map);
        long start = clock();
        for (String name : shape(in.unsigned())) {
            map.put(name, read(in.octet()));
        }
        close(number, start);
        return map;
    }

    private String[] shape(int index) {
        if (shapes == null) {
            shapes = new ArrayList<>(1);
        }
        if (index < 0 || index > shapes.size()) {
            throw in.malformed("record shape " + Integer.toUnsignedString(index) + " of " + shapes.size());
        }
        if (index == shapes.size()) {
            shapes.add(names());
        }
        return shapes.get(index);
    }

    private String[] names() {
        String[] names = new String[in.count(1)];
        if (names.length > MAX_COMPONENTS) {
            throw in.malformed("record of " + names.length + " components");
        }
        for (int i = 0; i < names.length; i++) {
            names[i] = in.name();
        }
        return names;
    }

    private Optional<Object> optional() {
        int number = open(UNFINISHED);
        long start = clock();
        Optional<Object> optional = Optional.ofNullable(read(in.octet()));
        complete(number, optional);
        close(number, start);
        return optional;
    }

    private RemoteError error() {
        int number = open(UNFINISHED);
        long start = clock();
        String type = in.text();
        Object message = read(in.octet());
        String stack = in.text();
        Object cause = read(in.octet());
        if ((message != null && !(message instanceof String)) || (cause != null && !(cause instanceof RemoteError))) {
            throw in.malformed("an error whose message is no text or whose cause is no error");
        }
        Object code = read(in.octet());
        if (code != null && !(code instanceof String)) {
            throw in.malformed("an error whose code is no text");
        }
        Object data = read(in.octet());
        RemoteError error = new RemoteError(type, (String) message, (String) code, data, stack, (RemoteError) cause);
        complete(number, error);
        close(number, start);
        return error;
    }

    private Object reference() {
        int number = in.unsigned();
        if (number < 0 || number >= size) {
            throw in.malformed("reference to object " + Integer.toUnsignedString(number) + " of " + size);
        }
        Object object = number == 0 ? Objects.requireNonNull(first, "first") : objects[number];
        if (object == UNFINISHED) {
            throw in.malformed("reference to an object that cannot contain itself");
        }
        keyWork.refer(number == 0 ? firstWeight : weights[number]);
        return object;
    }

    private int open(Object object) {
        if (++depth > StructuredClone.MAX_DEPTH) {
            throw in.malformed("nested more than " + StructuredClone.MAX_DEPTH + " deep");
        }
        return number(object, KeyWork.OPEN);
    }

    private void close(int number, long start) {
        depth--;
        int weight = KeyWork.weight(clock() - start);
        if (number == 0) {
            firstWeight = weight;
        } else {
            weights[number] = weight;
        }
    }

    private void complete(int number, Object object) {
        if (number == 0) {
            first = object;
        } else {
            objects[number] = object;
        }
    }

    private int number(Object object, int weight) {
        if (size == 0) {
            first = object;
            firstWeight = weight;
            size = 1;
            return 0;
        }
        if (size >= objects.length) {
            int capacity = Math.max(FIRST_OBJECTS, 2 * size);
            objects = Arrays.copyOf(objects, capacity);
            weights = Arrays.copyOf(weights, capacity);
        }
        objects[size] = object;
        weights[size] = weight;
        return size++;
    }

    private long clock() {
        return keyWork.clock(in.offset());
    }
}
