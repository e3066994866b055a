package dev.covalent.main.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.ChannelName;
import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.session.FakeContents;
import dev.covalent.main.session.RendererSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** ASK-03: what renderers send to each other, and what they are told of it. */
final class RelayTest {
    private static final long BOUND = 32_000;
    private static final QueueLimits LIMITS = QueueLimits.ofBound(BOUND);

    /** With its channel and 64 bytes of overhead an eighth of the window. */
    private static final int EIGHTH = 1_000 - 4 - 64;

    private final ManualLoop loop = new ManualLoop();
    private final RendererSession sender = FakeContents.session(1, loop, BOUND);
    private final RendererSession target = FakeContents.session(2, loop, BOUND);
    private final Relay relay = new Relay(id -> Optional.of(target).filter(found -> id == 2), LIMITS);

    @Test
    void relay_message_arrives_andIsConfirmedWithOtherFramesOnly() throws Exception {
        send(2, 10);

        assertThat(FakeContents.fetch(target)).containsExactly(message(10));
        target.outbox().acknowledge(1);
        assertThat(FakeContents.fetch(sender)).isEmpty();
        sender.post(new Downstream.PortClosed(1));

        assertThat(FakeContents.fetch(sender))
                .containsExactly(new Downstream.PortClosed(1), new Downstream.RelayTaken(2, 78));
    }

    @Test
    void relay_anEighthOfTheWindowTaken_isConfirmedAtOnce() {
        send(2, EIGHTH);
        target.outbox().acknowledge(1);

        assertThat(FakeContents.fetch(sender)).containsExactly(new Downstream.RelayTaken(2, 1_000));
    }

    @Test
    void relay_stream_isNotConfirmedMessageByMessage() throws Exception {
        for (int i = 0; i < 80; i++) {
            send(2, 32);
            FakeContents.fetch(target);
        }
        for (int i = 1; i <= 80; i++) {
            target.outbox().acknowledge(i);
        }

        assertThat(FakeContents.fetch(sender)).hasSize(8).containsOnly(new Downstream.RelayTaken(2, 1_000));
    }

    @Test
    void relay_beyondTheWindow_isMalformed() {
        for (int i = 0; i < 8; i++) {
            send(2, EIGHTH);
        }

        assertThatThrownBy(() -> send(2, 0))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("sent 68 bytes to contents 2 although 8000 of at most 8000");
    }

    @Test
    void relay_longChannels_countLikeArguments() {
        Downstream.Message bare =
                new Downstream.Message("c".repeat(ChannelName.MAX_LENGTH), 1, Payload.NONE, List.of());
        for (int i = 0; i < 7; i++) {
            relay.relay(sender, 2, bare);
        }

        assertThatThrownBy(() -> relay.relay(sender, 2, bare))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("sent 1088 bytes to contents 2 although 7616 of at most 8000");
    }

    @Test
    void drop_longChannel_givesBackWhatItTook() {
        relay.drop(sender, 2, new Downstream.Message("c".repeat(ChannelName.MAX_LENGTH), 1, Payload.NONE, List.of()));

        assertThat(FakeContents.fetch(sender)).containsExactly(new Downstream.RelayTaken(2, 1_088));
    }

    @Test
    void relay_oneMessageLargerThanTheWindow_isFine() {
        send(2, 20_000);

        assertThat(FakeContents.fetch(target)).hasSize(1);
        assertThatThrownBy(() -> send(2, 0)).isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void relay_nobodyThere_isConfirmedAllTheSame() {
        for (int i = 0; i < 20; i++) {
            send(99, EIGHTH);
        }

        assertThat(FakeContents.fetch(sender)).hasSize(20).containsOnly(new Downstream.RelayTaken(99, 1_000));
    }

    @Test
    void targetGone_whatItHadNotTaken_isConfirmed() {
        send(2, EIGHTH);
        send(2, EIGHTH);

        target.end();

        assertThat(FakeContents.fetch(sender)).containsExactly(new Downstream.RelayTaken(2, 2_000));
    }

    @Test
    void senderGone_whatItHadSent_stillArrives() throws Exception {
        send(2, EIGHTH);
        sender.end();
        loop.runAll();

        assertThat(target.outbox().fetch(0, Duration.ZERO).frames()).hasSize(1);
        target.outbox().acknowledge(1);
    }

    @Test
    void relay_targetFullOfMainsOwn_isQueued_andMainsRoomIsUntouched() {
        target.post(new Downstream.Message("own", 0, Payload.of(new byte[(int) BOUND / 2]), List.of()));
        long before = target.outbox().bufferedAmount();

        send(2, EIGHTH);

        assertThat(target.outbox().bufferedAmount()).isEqualTo(before);
    }

    private void send(int webContentsId, int length) {
        relay.relay(sender, webContentsId, message(length));
    }

    private static Downstream.Message message(int length) {
        return new Downstream.Message("ping", 1, Payload.of(new byte[length]), List.of());
    }
}
