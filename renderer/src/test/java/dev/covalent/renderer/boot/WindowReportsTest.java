package dev.covalent.renderer.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.Bounds;
import dev.covalent.common.IpcClosedException;
import dev.covalent.common.concurrent.EventLoop;
import dev.covalent.common.frame.PageNews;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.frame.WindowState;
import dev.covalent.common.payload.Payload;
import dev.covalent.renderer.link.MainLink;
import dev.covalent.renderer.link.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

final class WindowReportsTest {
    private static final Bounds THERE = new Bounds(1, 2, 3, 4);

    private final Posts posts = new Posts();
    private final WindowReports reports = new WindowReports(posts);

    @Test
    void manyChanges_areOneReportUnderWay_andThenTheLast() {
        for (int x = 0; x < 1000; x++) {
            reports.report(1, at(x), THERE);
        }
        assertThat(posts.sent).containsExactly(new PageNews.WindowReport(1, at(0), THERE));

        reports.taken();
        reports.taken();

        assertThat(posts.sent)
                .containsExactly(
                        new PageNews.WindowReport(1, at(0), THERE), new PageNews.WindowReport(1, at(999), THERE));
    }

    @Test
    void nothingNew_isNotReported_butThatACommandIsHandledIs() {
        reports.report(1, at(0), THERE);
        reports.report(1, at(1), THERE);
        reports.report(1, at(0), THERE); // and back again
        reports.taken();
        reports.report(1, at(0), THERE);
        assertThat(posts.sent).hasSize(1);

        reports.report(2, at(0), THERE);

        assertThat(posts.sent).last().isEqualTo(new PageNews.WindowReport(2, at(0), THERE));
    }

    @Test
    void linkThatHasEnded_isNoFailure() {
        posts.closed = true;
        reports.report(1, at(0), THERE);
        posts.closed = false;

        reports.report(1, at(0), THERE);

        assertThat(posts.sent).hasSize(1);
    }

    private static WindowState at(int x) {
        return WindowState.hidden(new Bounds(x, 0, 10, 10), "");
    }

    /** Keeps what is posted. */
    private static final class Posts implements MainLink {
        private final List<Upstream> sent = new ArrayList<>();
        private boolean closed;

        @Override
        public boolean post(Upstream frame) {
            if (closed) {
                throw new IpcClosedException("closed");
            }
            return sent.add(frame);
        }

        @Override
        public boolean relay(int webContentsId, String channel, Payload arguments, Upstream frame) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long bufferedAmount(int receiver) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void whenLeaving(Runnable action) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Parcel call(Request request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> CompletableFuture<T> ask(LongFunction<Upstream> frame, Question<T> question) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Duration requestTimeout() {
            throw new UnsupportedOperationException();
        }

        @Override
        public EventLoop loop() {
            throw new UnsupportedOperationException();
        }
    }
}
