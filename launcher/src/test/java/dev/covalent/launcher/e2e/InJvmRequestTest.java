package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.main.BrowserWindow;
import dev.covalent.main.MainProcess;
import dev.covalent.renderer.Renderer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The contract with main and both renderers in this JVM, over the real transport. */
final class InJvmRequestTest extends RequestContract {

    @Override
    BrowserWindow open(MainProcess main, String title) {
        return InJvmIpcTest.attach(main, title);
    }

    @Test
    void askingTheMainWhoseTurnOneHolds_isRefusedAtOnce_andFutureStaysUsable() throws Exception { // ASK-08
        String channel = fixture().name("own");
        fixture().main.ipcMain().handle(channel + ".handled", (event, message) -> "answer");
        BlockingQueue<Object> results = new LinkedBlockingQueue<>();
        try (Renderer own = Renderer.attach(fixture().main.name())) {
            fixture().main.ipcMain().on(channel, (event, message) -> {
                try {
                    own.ipcRenderer().sendSync(channel);
                } catch (IllegalStateException explained) {
                    results.add(explained);
                }
                var asked = own.ipcRenderer().invoke(channel + ".handled");
                try {
                    asked.join();
                } catch (IllegalStateException explained) {
                    results.add(explained);
                }
                var unused = asked.thenAccept(value -> results.add(value.get()));
            });

            fixture().first.run(Script.SEND, channel);

            assertThat(results.poll(10, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
            assertThat(results.poll(10, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
            assertThat(results.poll(10, TimeUnit.SECONDS)).isEqualTo("answer");
        }
    }
}
