package dev.covalent.renderer.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Handles that stay one as long as somebody holds them. */
final class WeakHandlesTest {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final WeakHandles<String, Object> handles = new WeakHandles<>();

    @Test
    void handle_isTheSame_asLongAsItIsHeld() {
        Object held = handles.get("bag", Object::new);

        System.gc();

        assertThat(handles.get("bag", Object::new)).isSameAs(held);
        assertThat(handles.get("other", Object::new)).isNotSameAs(held);
    }

    @Test
    void handle_thatNobodyHolds_isCollected() {
        WeakReference<Object> dropped = new WeakReference<>(handles.get("bag", Object::new));
        long deadline = System.nanoTime() + LIMIT_NANOS;

        while (dropped.get() != null && System.nanoTime() - deadline < 0) {
            System.gc();
        }

        assertThat(dropped.get()).isNull();
        assertThat(handles.get("bag", () -> "another")).isEqualTo("another");
    }
}
