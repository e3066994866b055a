package dev.covalent.main.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.concurrent.ManualLoop;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

final class DroppedMessagesTest {
    private final List<String> lines = new ArrayList<>();
    private final RendererSession gone = FakeContents.session(3, new ManualLoop(), 400);
    private final DroppedMessages dropped = new DroppedMessages((Logger) Proxy.newProxyInstance(
            Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                Object[] values = Arrays.copyOfRange(arguments, 1, arguments.length);
                return lines.add(method.getName() + " "
                                + MessageFormatter.arrayFormat((String) arguments[0], values)
                                        .getMessage())
                        ? null
                        : lines;
            }));

    @Test // WIN-04
    void tell_howeverManyThereWere_isOneLineWithTheirNumber() {
        for (int i = 0; i < 1_000; i++) {
            dropped.add(gone);
        }
        assertThat(lines).isEmpty();

        dropped.tell(gone);
        dropped.tell(gone);

        assertThat(lines).containsExactly("debug " + gone + " was gone: messages to it that were dropped: 1000");
    }

    @Test
    void add_afterAllWasTold_isToldAtOnce() {
        dropped.tell(gone);

        dropped.add(gone);

        assertThat(lines).containsExactly("debug " + gone + " was gone: messages to it that were dropped: 1");
    }
}
