package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.main.SharedObject;
import dev.covalent.renderer.RemoteObject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** DAT-02: how much renderers may fill a property bag with. */
@Timeout(20)
final class BagBoundTest {
    private static final String BOUND = "covalent.maxSharedBytes";
    private static final String LARGE = "x".repeat(60_000);

    private final InJvmMain main = bounded();
    private final SharedObject shared = main.globals().share("bag", Map.of("count", 1));
    private final RemoteObject bag = main.newRenderer().remote().getGlobal("bag");

    private static InJvmMain bounded() {
        System.setProperty(BOUND, "100000");
        try {
            return new InJvmMain();
        } finally {
            System.clearProperty(BOUND);
        }
    }

    @AfterEach
    void close() {
        main.close();
    }

    @Test
    void renderer_thatWouldFillABag_isRefused_andMayReplaceAndDelete() {
        bag.set("first", LARGE);

        assertThatThrownBy(() -> bag.set("second", LARGE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing was changed: delete some properties, or start main with -D" + BOUND);
        assertThat(shared.keys()).containsExactlyInAnyOrder("count", "first");

        bag.set("first", LARGE);
        bag.batch(each -> each.delete("first").set("second", LARGE));
        assertThat(shared.keys()).containsExactlyInAnyOrder("count", "second");
    }

    @Test
    void manySmallWrites_areCounted_alsoWithinAMap() {
        bag.set("nested", Map.of("a", ""));

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10; i++) {
                        bag.object("nested").set("key" + i, "x".repeat(30_000));
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("holds ");
        assertThat(bag.object("nested").keys()).hasSize(4);
    }

    @Test
    void main_mayFillIt_andRenderersMayThenOnlyWriteLess() {
        shared.set("first", LARGE + LARGE);

        assertThatThrownBy(() -> bag.set("more", 1)).isInstanceOf(IllegalStateException.class);
        bag.set("first", LARGE);
        bag.set("more", 1);
        assertThat(shared.keys()).contains("first", "more");
    }
}
