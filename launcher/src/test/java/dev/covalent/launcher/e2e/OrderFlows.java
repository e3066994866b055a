package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The one sequence of everything that a renderer sends: ORD-01 and ORD-02 of the catalogue of behaviours. */
interface OrderFlows {
    /** How many messages are sent, by four threads. */
    int COUNT = 2000;

    IpcFixture fixture();

    @Test
    default void mixOfEverything_threadsTakeTurns_arrivesInThatOrder() { // ORD-01, ORD-02
        assertThat(mixed(true)).extracting(tag -> tag.get(2)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    default void mixOfEverything_fromFourThreads_keepsTheOrderOfEach() { // ORD-01, ORD-02
        Map<Integer, List<Integer>> byThread = new TreeMap<>();

        for (List<Integer> tag : mixed(false)) {
            byThread.computeIfAbsent(tag.get(0), thread -> new ArrayList<>()).add(tag.get(1));
        }

        assertThat(byThread).hasSize(4);
        assertThat(byThread.values())
                .allSatisfy(numbers -> assertThat(numbers).isSorted().doesNotHaveDuplicates());
    }

    private List<List<Integer>> mixed(boolean oneByOne) {
        String channel = fixture().name("mix");
        List<List<Integer>> arrived = new CopyOnWriteArrayList<>();
        fixture().main.ipcMain().on(channel, (event, message) -> {
            arrived.add(message.get(0, IpcFixture.NUMBERS));
            event.returnValue(message.get(0));
        });
        fixture().main.ipcMain().handle(channel, (event, message) -> {
            arrived.add(message.get(0, IpcFixture.NUMBERS));
            return message.get(0);
        });
        fixture().second.listen(channel);

        List<?> failures = fixture()
                .first
                .run(Script.MIX, channel, COUNT, fixture().second.id(), oneByOne)
                .get(List.class);

        assertThat(failures).isEmpty();
        List<Heard> besides = fixture().second.heard(channel, COUNT - arrived.size());
        assertThat(arrived.size() + besides.size()).isEqualTo(COUNT);
        assertThat(besides)
                .extracting(Heard::senderId)
                .containsOnly(fixture().first.id());
        List<Integer> numbers = new ArrayList<>();
        for (Heard message : besides) {
            if (message.args().get(0) instanceof List<?> tag && tag.get(2) instanceof Integer number) {
                numbers.add(number);
            }
        }
        assertThat(numbers).hasSameSizeAs(besides);
        if (oneByOne) {
            assertThat(numbers).isSorted();
        }
        return arrived;
    }
}
