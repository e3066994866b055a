package dev.covalent.main.utility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class ChildOutputTest {

    @Test
    void read_beforeTheProcessStarts_waitsForIt() throws Exception { // UTL-18
        ChildOutput output = new ChildOutput();
        assertThat(output.available()).isZero();
        CompletableFuture<byte[]> read = CompletableFuture.supplyAsync(() -> {
            try {
                return output.readAllBytes();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });

        output.from(new ByteArrayInputStream(new byte[] {1, 2, 3}));

        assertThat(read.get(10, TimeUnit.SECONDS)).containsExactly(1, 2, 3);
    }

    @Test
    void read_ofAProcessThatNeverStarts_isAtItsEnd() throws Exception {
        ChildOutput output = new ChildOutput();

        output.none();

        assertThat(output.read()).isEqualTo(-1);
    }

    @Test
    void close_beforeTheProcessStarts_closesItsStreamWhenItDoes() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream stream = new ByteArrayInputStream(new byte[0]) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        ChildOutput output = new ChildOutput();
        output.close();
        output.close();

        output.from(stream);

        assertThat(closed).isTrue();
    }
}
