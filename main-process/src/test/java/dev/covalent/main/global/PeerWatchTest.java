package dev.covalent.main.global;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.frame.BagChange;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.payload.Payload;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a renderer is told that was denied what replaced a bag, while it does not keep up. */
final class PeerWatchTest {
    private static final Map<String, Payload> TEA = Map.of("topic", encoded("tea"));
    private static final Map<String, Payload> CAKE = Map.of("topic", encoded("cake"));

    private final RecordingPeer peer = new RecordingPeer();
    private final BagWatchers watchers = new BagWatchers("room", LiveMarks.none());
    private final PeerWatch watch = new PeerWatch(peer, watchers, behind -> {}, new Asked());

    @Test
    void add_afterADenialThatIsStillKept_tellsOnlyWhatIsDifferent() { // REM-57
        deny(CAKE);

        watch.add("open", CAKE);

        assertThat(toldWhenCaughtUp()).containsExactly(new BagChange("topic", encoded("tea"), encoded("cake"), 0));
    }

    @Test
    void add_afterADenialThatIsStillKept_ofTheSame_tellsNothing() { // REM-57
        deny(TEA);

        watch.add("open", TEA);

        assertThat(toldWhenCaughtUp()).isEmpty();
    }

    @Test
    void add_afterADenialThatWasTold_tellsWhatIsThereOfWhatWasListenedTo() { // REM-57
        deny(CAKE);
        assertThat(toldWhenCaughtUp()).containsExactly(new BagChange("topic", encoded("tea"), null, 0));
        peer.posted.clear();

        watch.add("open", Map.of("topic", encoded("cake"), "open", encoded(true)));

        assertThat(told()).containsExactly(new BagChange("topic", null, encoded("cake"), 0));
    }

    /** A copy that is given what is there is behind, when that is taken back before the renderer was told of it. */
    @Test
    void addLive_whatIsThereIsTakenBackWhileKept_isToldToTheCopy() { // REM-57
        deny(CAKE);
        toldWhenCaughtUp();
        peer.posted.clear();
        peer.full = true;

        watch.addLive(CAKE);
        watchers.tell(List.of(new BagChange("topic", encoded("cake"), null, 0)));

        assertThat(toldWhenCaughtUp()).containsExactly(new BagChange("topic", null, null, 0));
    }

    /** Has a renderer listen to a topic that is tea, and denies it what replaces that; it does not keep up. */
    private void deny(Map<String, Payload> replacement) {
        peer.full = true;
        watch.add("topic", TEA);
        GlobalRegistryImpl registry = new GlobalRegistryImpl(new ManualLoop(), thrown -> {}, LiveMarks.none());
        SharedBag bag = new SharedBag(watchers, replacement, registry, LiveMarks.none());
        watchers.tellReplaced(new BagReplacement(bag, TEA, replacement));
        watch.decided(1, false);
    }

    private List<BagChange> toldWhenCaughtUp() {
        peer.full = false;
        assertThat(watch.flush()).isTrue();
        return told();
    }

    private List<BagChange> told() {
        return peer.posted.stream()
                .flatMap(frame ->
                        frame instanceof Downstream.BagChanged changed ? changed.changes().stream() : Stream.of())
                .toList();
    }

    private static Payload encoded(Object value) {
        return StructuredClone.encode(value, "property");
    }

    /** Always decides. */
    private static final class Asked implements PeerWatch.Renewal {
        @Override
        public boolean isDue() {
            return true;
        }

        @Override
        public void ask(PeerWatch asking, SharedBag bag, long replacement) {
            assertThat(replacement).isEqualTo(1);
        }
    }
}
