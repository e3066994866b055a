package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.main.SharedObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Remote objects, windows and storage: REM, DAT and WIN of the catalogue of behaviours. */
interface RemoteFlows {

    IpcFixture fixture();

    @Test
    default void getGlobal_setInOne_isReadInTheOtherAndInMain() { // REM-20, REM-21, DAT-02, DAT-03
        String name = fixture().name("sharedObject");
        SharedObject shared = fixture().main.globals().share(name, Map.of("someProperty", "default value"));
        assertThat(fixture().second.run(Script.BAG_GET, name, "someProperty").get())
                .isEqualTo("default value");

        fixture().first.run(Script.BAG_SET, name, "someProperty", "new value");

        assertThat(fixture().second.run(Script.BAG_GET, name, "someProperty").get())
                .isEqualTo("new value");
        assertThat(shared.get("someProperty", String.class)).isEqualTo("new value");
        shared.set("someProperty", List.of(1, 2));
        assertThat(fixture().first.run(Script.BAG_GET, name, "someProperty").get())
                .isEqualTo(List.of(1, 2));
    }

    @Test
    default void getGlobal_countedByBothAndMainAtOnce_losesNothing() { // DAT-03
        String name = fixture().name("counted");
        SharedObject shared = fixture().main.globals().share(name, Map.of("count", 0));

        var first = fixture().first.start(Script.BAG_COUNT, name, "count", 200);
        var second = fixture().second.start(Script.BAG_COUNT, name, "count", 200);
        for (int i = 0; i < 200; i++) {
            shared.getAndUpdate("count", Integer.class, value -> value + 1);
        }

        assertThat(Peer.settled(first).get(int.class)).isBetween(200, 600);
        assertThat(Peer.settled(second).get(int.class)).isBetween(200, 600);
        assertThat(shared.get("count")).isEqualTo(600);
    }

    @Test
    default void getGlobal_nestedMapCountedByBothAndMainAtOnce_losesNothing() { // REM-12, DAT-03
        String name = fixture().name("nested");
        SharedObject shared = fixture()
                .main
                .globals()
                .share(name, Map.of("counters", Map.of("alone", 0, "inBatch", 0, "title", "kept")));

        var first = fixture().first.start(Script.BAG_COUNT_NESTED, name, "counters", 100);
        var second = fixture().second.start(Script.BAG_COUNT_NESTED, name, "counters", 100);
        int mine = RendererScripts.countNested(shared.object("counters"), 100);

        assertThat(List.of(
                        Peer.settled(first).get(int.class), Peer.settled(second).get(int.class), mine))
                .as("what each saw when it was done")
                .allMatch(seen -> seen >= 100 && seen <= 300)
                .contains(300);
        assertThat(shared.get("counters")).isEqualTo(Map.of("alone", 300, "inBatch", 300, "title", "kept"));
    }

    @Test
    default void getGlobal_placeWithoutAMap_failsAsInMain() { // REM-12
        String name = fixture().name("places");
        SharedObject shared = fixture().main.globals().share(name, Map.of("list", List.of(1)));
        String refusal =
                "'list' of '" + name + "' is a list, and only a map or record has properties: set it as a whole";

        assertThatThrownBy(() -> shared.object("list").keys())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(refusal);
        assertThatThrownBy(() -> fixture().first.run(Script.BAG_KEYS_NESTED, name, "list"))
                .hasMessage("java.lang.IllegalStateException: " + refusal);
        assertThatThrownBy(() -> fixture().first.run(Script.BAG_KEYS_NESTED_ASYNC, name, "list"))
                .hasMessageContaining("java.lang.IllegalStateException: " + refusal);
    }

    @Test
    default void getGlobal_changes_areHeardInOneOrder_withTheirOrigin() { // DAT-03
        String name = fixture().name("watched");
        SharedObject shared = fixture().main.globals().share(name, Map.of("count", 0));
        fixture().first.run(Script.BAG_LISTEN, name);
        fixture().second.runOnLoop(Script.BAG_LISTEN, name);

        fixture().first.run(Script.BAG_SET, name, "count", 1);
        fixture().second.run(Script.BAG_SET, name, "name", "new");
        shared.delete("count");

        List<Heard> expected = List.of(
                new Heard(fixture().first.id(), 0, List.of("count", 0, 1)),
                new Heard(fixture().second.id(), 0, Arrays.asList("name", null, "new")),
                new Heard(0, 0, Arrays.asList("count", 1, null)));
        assertThat(fixture().first.heard(name, 3)).isEqualTo(expected);
        assertThat(fixture().second.heard(name, 3)).isEqualTo(expected);
    }

    @Test
    default void getGlobal_writeThatMainVetoes_tellsTheWriterWhy() { // REM-22, REM-23
        String name = fixture().name("guarded");
        SharedObject shared = fixture().main.globals().share(name, Map.of("age", 7));
        shared.validate("age", change -> {
            if (change.newValue().get(int.class) < 0) {
                throw new IllegalArgumentException("an age is not negative");
            }
        });

        assertThatThrownBy(() -> fixture().first.run(Script.BAG_SET, name, "age", -1))
                .hasMessage("dev.covalent.common.WriteVetoedException: Property 'age' of '" + name
                        + "' was not changed: an age is not negative");
        fixture().first.run(Script.BAG_SET, name, "age", 8);
        assertThat(shared.get("age")).isEqualTo(8);
    }

    @Test
    default void getGlobal_unknown_isNull() { // REM-02
        assertThat(fixture()
                        .first
                        .run(Script.BAG_GET, fixture().name("unknown"), "x")
                        .get())
                .isEqualTo("(nothing)");
    }

    @Test
    default void typedObject_isCalled_andCallsBack() { // REM-27, REM-30, REM-39
        String name = fixture().name("counter");
        fixture().main.globals().share(name, Counter.class, new SharedCounter());

        fixture().first.run(Script.TYPED, name, "onChange", null);
        assertThat(fixture().second.run(Script.TYPED, name, "add", 5).get()).isEqualTo(5);
        assertThat(fixture().first.runOnLoop(Script.TYPED, name, "add", 2).get())
                .isEqualTo(7);

        assertThat(Heard.firstArguments(fixture().first.heard(name, 2))).containsExactly(5, 7);
        assertThat(fixture().first.run(Script.TYPED, name, "addLater", 1).get()).isEqualTo(1001);
        assertThat(fixture().first.runOnLoop(Script.TYPED, name, "addLater", 2).get())
                .isEqualTo(1002);
    }

    @Test
    default void typedObject_throws_callerSeesItsText() { // REM-42
        String name = fixture().name("counter");
        fixture().main.globals().share(name, Counter.class, new SharedCounter());

        assertThatThrownBy(() -> fixture().first.run(Script.TYPED, name, "refuse", "not today"))
                .hasMessageStartingWith(
                        "dev.covalent.common.RemoteCallException: Could not call remote method 'refuse'.")
                .hasMessageContaining("not today");
    }

    @Test
    default void typedObject_unshared_isMissing() { // REM-43
        String name = fixture().name("counter");
        fixture().main.globals().share(name, Counter.class, new SharedCounter());
        fixture().main.globals().unshare(name);

        assertThatThrownBy(() -> fixture().first.run(Script.TYPED, name, "add", 1))
                .isInstanceOf(ScriptFailure.class)
                .hasMessageContaining("NullPointerException");
    }

    @Test
    default void windowFromId_contentsSend_reachesTheOtherFromSenderZero() { // REM-62, WIN-10, STO-11
        String channel = fixture().name("ping");
        fixture().second.listen(channel);

        fixture().first.run(Script.SEND_TO_WINDOW, fixture().second.windowId(), channel, "someThing");

        assertThat(fixture().second.heard(channel, 1)).containsExactly(new Heard(0, 0, List.of("someThing")));
        assertThat(fixture().first.run(Script.WINDOW_EXISTS, 4711).get()).isEqualTo(false);
    }

    @Test
    default void windows_areSeenByRenderersAsMainSeesThem() { // WIN-09, WIN-10, WIN-14, WIN-34, WIN-40, REM-05
        assertThat(fixture().first.run(Script.WINDOWS).get())
                .isEqualTo(List.of(
                        fixture().first.windowId() + " first", fixture().second.windowId() + " second"));
        for (Peer peer : List.of(fixture().first, fixture().second)) {
            assertThat(peer.run(Script.IDENTITY).get())
                    .isEqualTo(List.of(
                            peer.contents().getOSProcessId(), peer.id(), peer.windowId(), peer.windowId(), peer.id()));
            assertThat(fixture().main.browserWindows().webContentsFromId(peer.id()))
                    .containsSame(peer.contents());
            assertThat(fixture().main.browserWindows().fromWebContents(peer.contents()))
                    .isEqualTo(fixture().main.browserWindows().fromId(peer.windowId()))
                    .isPresent();
        }
    }

    @Test
    default void localStorage_setInOne_isReadInTheOther_whichHearsOfIt() { // DAT-05, DAT-06
        String key = fixture().name("key");
        fixture().first.run(Script.STORAGE_LISTEN, key);
        fixture().second.run(Script.STORAGE_LISTEN, key);

        fixture().first.run(Script.STORAGE_SET, key, "one");
        assertThat(fixture().second.run(Script.STORAGE_GET, key).get()).isEqualTo("one");
        fixture().second.run(Script.STORAGE_SET, key, "two");
        assertThat(fixture().first.run(Script.STORAGE_GET, key).get()).isEqualTo("two");
        fixture().first.run(Script.STORAGE_REMOVE, key);
        assertThat(fixture().second.run(Script.STORAGE_GET, key).get()).isNull();

        assertThat(fixture().second.heard(key, 2))
                .extracting(Heard::args)
                .containsExactly(Arrays.asList(key, null, "one"), Arrays.asList(key, "two", null));
        assertThat(fixture().first.heard(key, 1))
                .extracting(Heard::args)
                .containsExactly(Arrays.asList(key, "one", "two"));
    }

    @Test
    default void localStorage_aMessageAfterAWrite_findsTheValueWritten() { // DAT-05
        String key = fixture().name("key");
        fixture().second.run(Script.STORAGE_GET, key);

        for (int i = 0; i < 20; i++) {
            fixture().first.run(Script.STORAGE_SET, key, "value " + i);
            assertThat(fixture().second.runOnLoop(Script.STORAGE_GET, key).get())
                    .isEqualTo("value " + i);
        }
    }
}
