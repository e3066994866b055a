package dev.covalent.renderer.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.frame.WindowSetup;
import dev.covalent.renderer.PageWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class HeadlessHostTest {
    private final RunningHost host =
            PageHosts.start(PageHosts.USUAL, true, WindowSetup.sized(800, 600, true), "headless-host-test");

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void headless_isAWindowInMemory() {
        RecordedWindowEvents events = new RecordedWindowEvents();

        PageWindow window = host.newWindow(7, "notes", events);
        host.loaded();
        window.close();

        assertThat(window.id()).isEqualTo(7);
        assertThat(window.title()).isEqualTo("notes");
        assertThat(window.isHeadless()).isTrue();
        assertThat(window.contentPane()).isEmpty();
        assertThat(events.told()).containsExactly("close");
    }

    @Test
    void loop_survivesWhatAPageThrows() throws Exception {
        CountDownLatch next = new CountDownLatch(1);

        host.loop().execute(() -> {
            throw new IllegalStateException("a page's exception");
        });
        host.loop().execute(next::countDown);

        assertThat(next.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void close_endsTheLoop() throws Exception {
        List<String> ran = new ArrayList<>();

        host.close();
        host.close();
        host.loop().execute(() -> ran.add("late"));
        host.loop().run(() -> {}, Duration.ofSeconds(10));

        assertThat(ran).isEmpty();
    }
}
