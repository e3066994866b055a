package dev.covalent.common.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.Subscription;
import org.junit.jupiter.api.Test;

final class HandlerTableTest {
    private final HandlerTable<String> table = new HandlerTable<>();

    @Test // INV-03
    void register_second_isRefused_untilTheFirstIsRemoved() {
        Subscription first = table.register("channel", "first", false);

        assertThatThrownBy(() -> table.register("channel", "second", true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Attempted to register a second handler for 'channel'");
        first.close();
        table.register("channel", "second", false);
        first.close();

        assertThat(table.take("channel")).isEqualTo("second");
    }

    @Test // INV-07
    void take_once_removesIt() {
        table.register("once", "a", true);
        table.register("always", "b", false);

        assertThat(table.take("once")).isEqualTo("a");
        assertThat(table.take("once")).isNull();
        assertThat(table.take("always")).isEqualTo("b");
        assertThat(table.take("always")).isEqualTo("b");
        assertThat(table.take("unknown")).isNull();
    }

    @Test // INV-06
    void remove_unknown_isNoOp() {
        table.register("a", "a", false);
        table.register("b", "b", false);

        table.remove("a");
        table.remove("a");
        assertThat(table.take("a")).isNull();
        assertThat(table.take("b")).isEqualTo("b");

        table.removeAll();
        assertThat(table.take("b")).isNull();
    }

    @Test // INV-04
    @SuppressWarnings("NullAway") // what a caller without the checker may do
    void register_nullOrNoChannel_isRefused() {
        assertThatThrownBy(() -> table.register("channel", null, false)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> table.register("", "a", false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> table.remove("")).isInstanceOf(IllegalArgumentException.class);
    }
}
