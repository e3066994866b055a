package dev.covalent.main.storage;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Strings of UTF-16 units that encoders, C strings and SQL are known to lose. */
final class EdgeStrings {
    private EdgeStrings() {}

    static List<String> all() {
        return List.of(
                "",
                " ",
                "\0",
                "foo\0",
                "foo\0bar",
                "\ud800",
                "\udc00",
                "\udc00\ud800",
                "a\udbffb",
                "\ud83d\ude00",
                "\ufffd",
                "\ufeff",
                "\ufffe",
                "\uffff",
                "'; DROP TABLE item; --",
                "null",
                "e\u0301",
                "\u00e9");
    }

    /** Every UTF-16 unit there is, in one string. */
    static String everyUnit() {
        return IntStream.rangeClosed(0, Character.MAX_VALUE)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
