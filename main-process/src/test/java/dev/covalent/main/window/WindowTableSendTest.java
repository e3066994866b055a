package dev.covalent.main.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.QueueFullException;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.WebContents;
import dev.covalent.main.session.FakeContents;
import dev.covalent.main.session.RendererSession;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Sending to one window, and to all. */
final class WindowTableSendTest extends WindowTableFixture {
    @Test
    void send_afterACrash_isDropped() {
        BrowserWindow window = table.open(PAGE);
        fail(window);

        window.webContents().send("channel", "x");

        assertThat(window.isDestroyed()).isFalse();
    }

    @Test
    void broadcast_readsItsArgumentsOnce_howeverManyWindows() {
        List<RendererSession> all = List.of(session(table.open(PAGE)), session(table.open(PAGE)));
        AtomicInteger reads = new AtomicInteger();

        table.broadcast("channel", new Counted(reads));

        assertThat(all)
                .allSatisfy(session -> assertThat(FakeContents.fetch(session)).hasSize(1));
        assertThat(reads).hasValue(1);
    }

    @Test
    void broadcast_oneQueueIsFull_saysWhichAndHowFull_andTheOthersGetIt() {
        BrowserWindow slow = table.open(PAGE);
        RendererSession other = session(table.open(PAGE));
        slow.webContents().send("channel", new byte[1 << 20]); // one of any size fits an empty queue
        long waiting = slow.webContents().bufferedAmount();

        assertThatThrownBy(() -> table.broadcast("channel", "x"))
                .isInstanceOf(QueueFullException.class)
                .hasMessage("A message on 'channel' was not sent to contents [1], which have [" + waiting
                        + "] bytes waiting, the bound is 1048576: they do not keep up; send less, or raise"
                        + " MainProcess.builder().queueBound. All others were sent it");

        assertThat(FakeContents.fetch(other)).hasSize(1);
    }

    @Test // WIN-03
    void trySend_tellsWhetherItWasSent_andThrowsOnlyForWhatCannotBe() {
        BrowserWindow window = table.open(PAGE);
        WebContents contents = window.webContents();
        assertThat(contents.trySend("channel", new byte[1 << 20]))
                .as("above the mark")
                .isTrue();
        assertThat(FakeContents.fetch(session(window))).hasSize(1);

        fail(window);
        assertThat(contents.trySend("channel")).as("crashed").isFalse();
        window.destroy();
        loop.runAll();

        assertThat(contents.trySend("channel", 1)).as("destroyed").isFalse();
        assertThatThrownBy(() -> contents.send("channel", 1)).hasMessage("Object has been destroyed");
        assertThatThrownBy(() -> contents.trySend("channel", new Object()))
                .isInstanceOf(UncloneableValueException.class);
        assertThatThrownBy(() -> contents.trySend("", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** One element, which counts how often it is read. */
    private static final class Counted extends AbstractList<Integer> {
        private final AtomicInteger reads;

        Counted(AtomicInteger reads) {
            this.reads = reads;
        }

        @Override
        public Integer get(int index) {
            return reads.incrementAndGet();
        }

        @Override
        public int size() {
            return 1;
        }
    }
}
