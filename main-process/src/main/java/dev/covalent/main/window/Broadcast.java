package dev.covalent.main.window;

import dev.covalent.common.QueueFullException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.payload.Payload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message for many windows, encoded once. Immutable. */
final class Broadcast {
    private final String channel;
    private final Payload frame;

    Broadcast(String channel, @Nullable Object... args) {
        Payload payload = StructuredClone.encodeArguments(args);
        this.channel = channel;
        this.frame = new Downstream.Message(channel, 0, payload, List.of()).encode();
    }

    /**
     * Sends it to all; false if more than the high-water mark waits for one of them.
     *
     * @param bound how much may wait for one
     * @throws QueueFullException names those for which too much waits; all others were sent it
     */
    boolean sendTo(List<MainBrowserWindow> windows, long bound) {
        boolean below = true;
        List<Integer> full = new ArrayList<>();
        List<Long> waiting = new ArrayList<>();
        for (MainBrowserWindow window : windows) {
            try {
                below &= window.contents().broadcast(frame);
            } catch (QueueFullException refused) {
                full.add(window.contents().id());
                waiting.add(window.contents().bufferedAmount());
            }
        }
        if (!full.isEmpty()) {
            throw new QueueFullException(
                    "A message on '" + channel + "' was not sent to contents " + full + ", which have "
                            + waiting + " bytes waiting, the bound is " + bound
                            + ": they do not keep up; send less, or raise MainProcess.builder().queueBound. All others were sent it");
        }
        return below;
    }
}
