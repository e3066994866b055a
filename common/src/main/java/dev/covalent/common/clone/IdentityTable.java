package dev.covalent.common.clone;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Numbers objects by identity, in the order in which they are first seen, with a weight for each. The first few are
 * found by looking at all of them, because asking a fresh object for its identity hash costs more than that; and the
 * very first takes no array at all, so that a message of scalars allocates none.
 *
 * <p>Confined to one encoder.
 */
final class IdentityTable {
    private static final int SCANNED = 8;
    private static final int FIRST_OBJECTS = 4;
    private static final @Nullable Object[] NO_OBJECTS = {};
    private static final int[] NO_NUMBERS = {};

    private @Nullable Object first;
    private int firstWeight;
    private @Nullable Object[] objects = NO_OBJECTS;
    private int[] weights = NO_NUMBERS;
    private int[] slots = NO_NUMBERS;
    private int size;

    /** Returns the object's number if it was seen, or else numbers it and returns the complement of its new number. */
    int number(Object object) {
        if (size == 0) {
            first = object;
            size = 1;
            return ~0;
        }
        if (object == first) {
            return 0;
        }
        return size <= SCANNED ? scan(object) : lookUp(object);
    }

    Object object(int number) {
        return Objects.requireNonNull(number == 0 ? first : objects[number], "number");
    }

    int weight(int number) {
        return number == 0 ? firstWeight : weights[number];
    }

    void weigh(int number, int weight) {
        if (number == 0) {
            firstWeight = weight;
        } else {
            weights[number] = weight;
        }
    }

    private int scan(Object object) {
        for (int i = 1; i < size; i++) {
            if (objects[i] == object) {
                return i;
            }
        }
        add(object);
        if (size > SCANNED) {
            rehash(4 * SCANNED);
        }
        return ~(size - 1);
    }

    private int lookUp(Object object) {
        int slot = slotOf(object);
        if (slots[slot] != 0) {
            return slots[slot];
        }
        slots[slot] = size;
        add(object);
        if (size > slots.length / 2) {
            rehash(2 * slots.length);
        }
        return ~(size - 1);
    }

    /** Returns the slot that holds the object's number, or the empty one where it belongs. Number 0 is in no slot. */
    private int slotOf(Object object) {
        int hash = System.identityHashCode(object) * 0x9E3779B9;
        int slot = hash >>> (32 - Integer.numberOfTrailingZeros(slots.length));
        while (slots[slot] != 0 && objects[slots[slot]] != object) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private void add(Object object) {
        if (size >= objects.length) {
            int capacity = Math.max(FIRST_OBJECTS, 2 * size);
            objects = Arrays.copyOf(objects, capacity);
            weights = Arrays.copyOf(weights, capacity);
        }
        objects[size++] = object;
    }

    private void rehash(int capacity) {
        slots = new int[capacity];
        for (int i = 1; i < size; i++) {
            slots[slotOf(object(i))] = i;
        }
    }
}
