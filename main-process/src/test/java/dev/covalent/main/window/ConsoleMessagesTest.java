package dev.covalent.main.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.event.EventEmitter;
import dev.covalent.common.process.OutputSink.Stream;
import dev.covalent.main.ConsoleMessage;
import dev.covalent.main.WebContents;
import dev.covalent.main.session.FakeContents;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConsoleMessagesTest {
    private final ManualLoop loop = new ManualLoop();
    private final List<Throwable> uncaught = new ArrayList<>();
    private final EventEmitter emitter = new EventEmitter(uncaught::add);
    private final WebContents contents = new FakeContents(3);
    private final ConsoleMessages messages = new ConsoleMessages(contents, emitter, loop);
    private final List<ConsoleMessage> told = new ArrayList<>();

    @Test
    void lines_areToldInTheirOrder_inOneTurn() {
        emitter.on(WebContents.CONSOLE_MESSAGE, told::add);

        messages.line(1, Stream.OUT, "first");
        messages.line(1, Stream.ERR, "second");

        assertThat(told).isEmpty();
        loop.runAll();
        assertThat(told)
                .containsExactly(
                        new ConsoleMessage(contents, ConsoleMessage.Stream.OUT, "first"),
                        new ConsoleMessage(contents, ConsoleMessage.Stream.ERR, "second"));
    }

    @Test
    void lines_unheard_costNoTurn() {
        messages.line(1, Stream.OUT, "before");
        emitter.on(WebContents.CONSOLE_MESSAGE, told::add);
        loop.runAll();

        assertThat(told).isEmpty();
    }

    @Test
    void lines_moreThanMayWait_areCountedInTheirPlace_andLaterOnesToldAgain() {
        emitter.on(WebContents.CONSOLE_MESSAGE, told::add);
        for (int i = 0; i < ConsoleMessages.MAX_LINES + 7; i++) {
            messages.line(1, Stream.OUT, "line " + i);
        }
        loop.runAll();
        messages.line(1, Stream.OUT, "later");
        loop.runAll();

        assertThat(told).hasSize(ConsoleMessages.MAX_LINES + 2);
        assertThat(told.get(ConsoleMessages.MAX_LINES).text()).isEqualTo("… 7 lines dropped");
        assertThat(told.get(ConsoleMessages.MAX_LINES + 1).text()).isEqualTo("later");
    }

    @Test
    void lines_moreCharactersThanMayWait_areDropped() {
        emitter.on(WebContents.CONSOLE_MESSAGE, told::add);
        messages.line(1, Stream.OUT, "x".repeat(ConsoleMessages.MAX_CHARACTERS));
        messages.line(1, Stream.OUT, "y");
        loop.runAll();

        assertThat(told).hasSize(2);
        assertThat(told.get(1).text()).isEqualTo("… 1 lines dropped");
    }

    @Test
    void listener_throws_theNextLineIsToldAllTheSame() {
        emitter.on(WebContents.CONSOLE_MESSAGE, message -> {
            told.add(message);
            throw new IllegalStateException("as the test wants");
        });
        messages.line(1, Stream.OUT, "one");
        messages.line(1, Stream.OUT, "two");
        loop.runAll();

        assertThat(told).hasSize(2);
        assertThat(uncaught).hasSize(2);
    }
}
