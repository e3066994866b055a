package dev.covalent.main.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.EarlyReply;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.PageOrder;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.session.FakeContents;
import dev.covalent.main.session.RendererSession;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReplySlotTest {
    private static final Outcome OUTCOME = new Outcome.Success(Payload.NONE);

    private final RendererSession session = FakeContents.session(3, new ManualLoop(), 100);
    private final List<Outcome> early = new ArrayList<>();
    private final ReplySlot slot = new ReplySlot(session, early::add);

    @Test
    void answer_beforeTheSeal_isEarly_afterTheFramesQueuedThen() {
        slot.answer(1, OUTCOME);
        session.post(new PageOrder.Unload());
        slot.answer(2, OUTCOME);

        List<EarlyReply> early = slot.seal().stream().map(EarlyReply::decode).toList();

        assertThat(early)
                .containsExactly(
                        new EarlyReply(0, new Downstream.Reply(1, OUTCOME)),
                        new EarlyReply(1, new Downstream.Reply(2, OUTCOME)));
        assertThat(FakeContents.fetch(session)).containsExactly(new PageOrder.Unload());
    }

    @Test
    void answer_afterTheSeal_isAFrame() {
        assertThat(slot.seal()).isEmpty();

        slot.answer(7, OUTCOME);

        assertThat(FakeContents.fetch(session)).containsExactly(new Downstream.Reply(7, OUTCOME));
    }

    @Test
    void answer_afterTheSeal_passesAFullQueue() {
        slot.seal();
        session.post(new Downstream.Message("channel", 0, Payload.of(new byte[100]), List.of()));

        slot.answer(7, OUTCOME);

        assertThat(FakeContents.fetch(session)).endsWith(new Downstream.Reply(7, OUTCOME));
    }
}
