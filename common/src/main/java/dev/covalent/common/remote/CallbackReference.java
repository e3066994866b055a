package dev.covalent.common.remote;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * How a callback crosses to the other process.
 *
 * @param number tells the callbacks of one process apart
 * @param place where it was first passed to the other process, for people: class, method, file and line
 */
public record CallbackReference(long number, String place) {
    /** Stands for a place that is not known. */
    public static final String SOMEWHERE = "unknown place";

    private static final int MAX_PLACE = 300;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    /** Makes of the place, which a peer may have written, what a log can take. */
    public CallbackReference {
        Objects.requireNonNull(place, "place");
        place = CONTROL.matcher(place.length() > MAX_PLACE ? place.substring(0, MAX_PLACE) : place)
                .replaceAll("?");
    }
}
