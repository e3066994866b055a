package dev.covalent.common.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a long request keeps of what was derived from it. */
final class DerivedTest {
    private final Derived derived = new Derived();

    @Test
    void add_manyThatAreDoneSoon_keepsFew() {
        List<Plain> held = IntStream.range(0, 10_000).mapToObj(i -> new Plain()).toList();
        for (Plain each : held) {
            derived.add(each);
            each.complete(1);
        }

        assertThat(derived.size()).isLessThan(20);
    }

    @Test
    void add_manyThatWait_keepsAll() {
        List<LoopFuture<?>> held = IntStream.range(0, 1_000)
                .<LoopFuture<?>>mapToObj(i -> new Plain())
                .toList();
        held.forEach(derived::add);

        assertThat(derived.all()).isEqualTo(held);
    }

    private static final class Plain extends LoopFuture<Integer> {
        Plain() {
            super(new NoWaiting());
        }
    }

    private record NoWaiting() implements LoopFuture.Waiting {
        @Override
        public EventLoop loop() {
            throw new AssertionError("nobody waits");
        }

        @Override
        public void help(CompletableFuture<?> awaited, long limit, TimeUnit unit) {
            throw new AssertionError("nobody waits");
        }

        @Override
        public void check() {
            // never refused
        }
    }
}
