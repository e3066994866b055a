package dev.covalent.common.clone;

import dev.covalent.common.RemoteError;
import dev.covalent.common.payload.Payload;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes one graph of values. An object that is met again is written as a reference to its number, so sharing and cycles
 * arrive as they were.
 *
 * <p>Confined to one call. Recursion is bounded by {@link StructuredClone#MAX_DEPTH}.
 */
final class Encoder {
    private final ByteSink out;
    private final IdentityTable seen = new IdentityTable();
    private @Nullable IdentityTable shapes;
    private final KeyWork keyWork = new KeyWork();
    private final boolean errorsWithData;
    private int depth;

    Encoder(int maxBytes) {
        this(maxBytes, true);
    }

    /**
     * Makes an encoder.
     *
     * @param errorsWithData whether exceptions among the values keep the data that they give themselves
     */
    Encoder(int maxBytes, boolean errorsWithData) {
        this.out = new ByteSink(maxBytes);
        this.errorsWithData = errorsWithData;
    }

    Payload encode(@Nullable Object value) {
        out.octet(Tag.VERSION);
        try {
            write(value);
        } catch (StackOverflowError tooDeep) {
            throw new PathProblem("nested deeper than the stack of this thread allows");
        }
        out.checkSize();
        return out.toPayload();
    }

    void write(@Nullable Object value) {
        if (value == null) {
            out.octet(Tag.NULL);
        } else if (!plain(value)) {
            ValueWriters.of(value.getClass()).write(this, value);
        }
    }

    /** Writes what is of a simple type; a method of its own, so that nothing of it is on the stack in between. */
    private boolean plain(Object value) {
        if (value instanceof String text) {
            text(text);
        } else if (value instanceof Integer number) {
            out.octet(Tag.INT);
            out.signed((int) number);
        } else if (value instanceof Long number) {
            out.octet(Tag.LONG);
            out.signed((long) number);
        } else if (value instanceof Boolean flag) {
            out.octet(flag ? Tag.TRUE : Tag.FALSE);
        } else {
            return false;
        }
        return true;
    }

    <T> void leaf(LeafType<T> type, Object value) {
        if (!type.keepsIdentity()) {
            out.octet(type.tag());
            type.body().write(out, type.type().cast(value));
            return;
        }
        int number = seen.number(value);
        if (number >= 0) {
            reference(number);
            return;
        }
        long start = clock();
        out.octet(type.tag());
        type.body().write(out, type.type().cast(value));
        seen.weigh(~number, KeyWork.weight(clock() - start));
    }

    void array(Object[] array) {
        int number = open(array, Tag.ARRAY);
        if (number < 0) {
            return;
        }
        long start = clock();
        out.unsigned(array.length);
        int index = 0;
        try {
            for (; index < array.length; index++) {
                write(array[index]);
            }
        } catch (PathProblem problem) {
            throw problem.inside(PathProblem.index(index));
        }
        close(number, start);
    }

    void list(Collection<?> list) {
        int number = open(list, Tag.LIST);
        if (number < 0) {
            return;
        }
        long start = clock();
        int index = 0;
        try {
            for (Object element : list) {
                write(element);
                index++;
            }
        } catch (PathProblem problem) {
            throw problem.inside(PathProblem.index(index));
        } catch (RuntimeException thrown) {
            throw iterationFailed(list, thrown);
        }
        out.octet(Tag.END);
        close(number, start);
    }

    void set(Set<?> set) {
        int number = open(set, Tag.SET);
        if (number < 0) {
            return;
        }
        long start = clock();
        int index = 0;
        try {
            for (Object element : set) {
                key(element);
                index++;
            }
        } catch (PathProblem problem) {
            throw problem.inside(PathProblem.element(index));
        } catch (RuntimeException thrown) {
            throw iterationFailed(set, thrown);
        }
        out.octet(Tag.END);
        close(number, start);
    }

    void map(Map<?, ?> map) {
        int number = open(map, Tag.MAP);
        if (number < 0) {
            return;
        }
        long start = clock();
        int index = 0;
        Object key = null;
        boolean inKey = true;
        try {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                inKey = true;
                key = entry.getKey();
                key(key);
                Object value = entry.getValue();
                inKey = false;
                write(value);
                index++;
            }
        } catch (PathProblem problem) {
            throw problem.inside(inKey ? PathProblem.key(index) : PathProblem.valueOf(key, index));
        } catch (RuntimeException thrown) {
            throw iterationFailed(map, thrown);
        }
        out.octet(Tag.END);
        close(number, start);
    }

    /** Writes a record: the number of its class within this message, with the names the first time, and the values. */
    void components(RecordShape shape, Object value) {
        int number = open(value, Tag.RECORD);
        if (number < 0) {
            return;
        }
        long start = clock();
        if (shapes == null) {
            shapes = new IdentityTable();
        }
        int shapeNumber = shapes.number(shape);
        out.unsigned(shapeNumber >= 0 ? shapeNumber : ~shapeNumber);
        if (shapeNumber < 0) {
            out.unsigned(shape.size());
            shape.names().forEach(out::text);
        }
        for (int i = 0; i < shape.size(); i++) {
            Object component = shape.component(value, i);
            try {
                write(component);
            } catch (PathProblem problem) {
                throw problem.inside("." + shape.name(i));
            }
        }
        close(number, start);
    }

    void optional(Optional<?> optional) {
        int number = open(optional, Tag.OPTIONAL);
        if (number < 0) {
            return;
        }
        long start = clock();
        try {
            write(optional.orElse(null));
        } catch (PathProblem problem) {
            throw problem.inside(".value");
        }
        close(number, start);
    }

    /** Writes an exception as the error that it is. */
    void thrown(Throwable thrown) {
        error(thrown, errorsWithData ? ErrorSnapshot.of(thrown) : ErrorSnapshot.withoutData(thrown));
    }

    /** Writes an error. */
    void error(RemoteError error) {
        error(error, error);
    }

    /** Writes an error, whose identity is that of {@code original}. */
    private void error(Object original, RemoteError error) {
        int number = open(original, Tag.ERROR);
        if (number < 0) {
            return;
        }
        long start = clock();
        out.text(error.type());
        write(error.message());
        out.text(error.stack());
        try {
            write(error.cause());
        } catch (PathProblem problem) {
            throw problem.inside(".cause");
        }
        write(error.code());
        try {
            write(error.data());
        } catch (PathProblem problem) {
            throw problem.inside(".data");
        }
        close(number, start);
    }

    /** Numbers the object and writes its tag; or, if it was met before, writes the reference and returns -1. */
    private int open(Object object, int tag) {
        int number = seen.number(object);
        if (number >= 0) {
            reference(number);
            return -1;
        }
        if (++depth > StructuredClone.MAX_DEPTH) {
            throw new PathProblem("nested more than " + StructuredClone.MAX_DEPTH + " deep");
        }
        seen.weigh(~number, KeyWork.OPEN);
        out.octet(tag);
        return ~number;
    }

    private void close(int number, long start) {
        depth--;
        seen.weigh(number, KeyWork.weight(clock() - start));
    }

    private void reference(int number) {
        int weight = seen.weight(number);
        if (weight == KeyWork.OPEN && isCompleteOnceMade(seen.object(number))) {
            throw new PathProblem(seen.object(number).getClass().getName() + " that contains itself");
        }
        keyWork.refer(weight);
        out.octet(Tag.REFERENCE);
        out.unsigned(number);
    }

    private static boolean isCompleteOnceMade(@Nullable Object object) {
        return object instanceof Optional || object instanceof RemoteError || object instanceof Throwable;
    }

    private void text(String text) {
        out.octet(Tag.STRING);
        out.text(text);
    }

    private void key(@Nullable Object key) {
        if (key instanceof String text) { // most keys are, and need no account
            text(text);
            return;
        }
        long start = clock();
        write(key);
        if (key != null && !KeyWork.isPlain(key) && !keyWork.charge(key, clock() - start)) {
            throw new PathProblem(
                    key.getClass().getName() + " as a map key or set element: contains itself or is too large");
        }
    }

    private long clock() {
        return keyWork.clock(out.position());
    }

    static PathProblem iterationFailed(Object collection, RuntimeException thrown) {
        String name = collection.getClass().getName();
        return new PathProblem(
                name + ": reading it threw " + thrown.getClass().getName() + "; do not change it while it is sent",
                thrown);
    }
}
