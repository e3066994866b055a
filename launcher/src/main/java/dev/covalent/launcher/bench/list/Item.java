package dev.covalent.launcher.bench.list;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/** A small record. Serializable for the sake of RMI alone. */
public record Item(int id, String name, double price) implements Serializable {
    private static final int MANY = 40_000;

    /** Makes the list. */
    public static List<Item> list() {
        return IntStream.range(0, MANY)
                .mapToObj(id -> new Item(id, "item number " + id, id / 4.0))
                .toList();
    }

    /** Goes through a list, and returns something of which every component is a part. */
    public static double walk(List<Item> items) {
        double sum = 0;
        for (Item item : items) {
            sum += item.id() + item.name().length() + item.price();
        }
        return sum;
    }
}
