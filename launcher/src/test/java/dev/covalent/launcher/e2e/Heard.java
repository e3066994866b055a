package dev.covalent.launcher.e2e;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that a scripted renderer received.
 *
 * @param senderId what the event said
 * @param ports how many ports came with it
 * @param args its arguments
 */
record Heard(int senderId, int ports, List<@Nullable Object> args) {
    Heard {
        args = Collections.unmodifiableList(new ArrayList<>(args));
    }

    /** Returns the first argument of each. */
    static List<@Nullable Object> firstArguments(List<Heard> messages) {
        List<@Nullable Object> first = new ArrayList<>();
        messages.forEach(message -> first.add(message.args().get(0)));
        return first;
    }
}
