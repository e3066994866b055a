package dev.covalent.main.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.transport.Lifeline;
import dev.covalent.common.transport.SessionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class SessionTableTest {
    private final SessionTable table = new SessionTable();
    private final ManualLoop loop = new ManualLoop();
    private final List<RendererSession> abandoned = new ArrayList<>();

    @Test
    void newSessionId_isNeverZeroAndNeverRepeats() {
        assertThat(List.of(table.newSessionId(), table.newSessionId(), table.newSessionId()))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void find_added_isTheSession_removed_isEmpty() {
        SessionKey key = SessionKey.random(7);
        RendererSession session = FakeContents.session(7, loop, 100);
        table.add(key, session);

        assertThat(table.find(7)).containsSame(session);
        assertThat(table.key(7)).isEqualTo(key);

        table.remove(session);
        assertThat(table.find(7)).isEmpty();
        assertThat(table.key(7)).isNull();
    }

    @Test
    void add_sessionThatHasEnded_isNotKept() {
        RendererSession session = FakeContents.session(7, loop, 100);
        session.end();
        table.remove(session);

        table.add(SessionKey.random(7), session);

        assertThat(table.find(7)).isEmpty();
        assertThat(table.key(7)).isNull();
    }

    @Test
    void attachKey_beforeAnybodyTakesNewcomers_isNone() {
        assertThat(table.attachKey()).isNull();
        assertThatThrownBy(() -> table.attached(SessionKey.random(1))).isInstanceOf(NullPointerException.class);

        table.receiveBy(new Newcomers());

        assertThat(Objects.requireNonNull(table.attachKey()).secret()).isEqualTo(table.attachSecret());
    }

    @Test
    void attached_isFoundUnderItsKey() {
        table.receiveBy(new Newcomers());
        SessionKey key = SessionKey.random(5);

        table.attached(key);

        assertThat(table.find(5)).isPresent();
        assertThat(table.key(5)).isEqualTo(key);
    }

    @Test
    void attachAbandoned_isTold_andForgotten() {
        table.receiveBy(new Newcomers());
        table.attached(SessionKey.random(5));

        table.attachAbandoned(5);
        table.attachAbandoned(5);

        assertThat(abandoned).hasSize(1);
        assertThat(table.find(5)).isEmpty();
    }

    @Test
    void renewKey_isTheOnlyOneFromThenOn() {
        RendererSession session = FakeContents.session(5, loop, 100);
        SessionKey before = SessionKey.random(5);
        table.add(before, session);

        SessionKey renewed = table.renewKey(session);

        assertThat(renewed).isNotEqualTo(before).isEqualTo(table.key(5));
        assertThat(table.find(5)).containsSame(session);
    }

    @Test
    void renewKey_removedMeanwhile_letsNobodyIn() {
        RendererSession session = FakeContents.session(5, loop, 100);
        table.add(SessionKey.random(5), session);
        table.remove(session);

        SessionKey unused = table.renewKey(session);

        assertThat(table.key(5)).isNull();
    }

    private final class Newcomers implements SessionTable.Newcomers {
        @Override
        public RendererSession attached(SessionKey key) {
            return FakeContents.session((int) key.id(), loop, 100);
        }

        @Override
        public void lifelineOpened(RendererSession session, SessionKey provedBy, Lifeline lifeline) {
            throw new AssertionError("No lifeline was opened");
        }

        @Override
        public void abandoned(RendererSession session) {
            abandoned.add(session);
        }
    }
}
