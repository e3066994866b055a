package dev.covalent.common.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.concurrent.ManualLoop;
import dev.covalent.common.link.QueueLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PortSpaceTest {
    private final PortSpace space = new PortSpace(new ManualLoop(), uncaught -> {}, QueueLimits.DEFAULT);
    private final List<String> done = new ArrayList<>();

    @Test
    void inSequence_fromAStep_runsAfterIt() {
        space.inSequence(() -> {
            space.inSequence(() -> done.add("second"));
            done.add("first");
        });

        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void inSequence_stepThatThrows_thoseBehindItRun() {
        space.inSequence(() -> {
            space.inSequence(() -> done.add("behind"));
            throw new IllegalStateException("thrown on purpose");
        });
        space.inSequence(() -> done.add("later"));

        assertThat(done).containsExactly("behind", "later");
    }
}
