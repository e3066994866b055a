package dev.covalent.main.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CloserTest {
    private final List<String> closed = new ArrayList<>();
    private final Closer closer = new Closer();

    @Test
    void close_goesInReverse_whateverBecameOfTheOneBefore() {
        closer.own(() -> closed.add("first"));
        closer.own(() -> {
            closed.add("second");
            throw new IOException("cannot");
        });
        closer.own(() -> closed.add("third"));

        closer.close();

        assertThat(closed).containsExactly("third", "second", "first");
    }

    @Test
    void close_twice_isNoOp() {
        closer.own(() -> closed.add("only"));

        closer.close();
        closer.close();

        assertThat(closed).containsExactly("only");
    }

    @Test
    void own_givesTheResourceBack() {
        AutoCloseable resource = () -> {};

        assertThat(closer.own(resource)).isSameAs(resource);
    }
}
