package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.BatchResult;
import dev.covalent.common.MissingRemoteObjectException;
import dev.covalent.common.PropertyBag;
import dev.covalent.common.PropertyChange;
import dev.covalent.common.TypeToken;
import dev.covalent.common.ValueConversionException;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.remote.BagSteps;
import dev.covalent.main.SharedObject;
import dev.covalent.main.global.LiveMarks;
import dev.covalent.renderer.LiveObject;
import dev.covalent.renderer.RemoteObject;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bags of which a renderer keeps a copy: REM-20 at memory speed. */
@Timeout(20)
final class LiveObjectTest {
    private final InJvmMain main = new InJvmMain();
    private final InJvmRenderer first = main.newRenderer();
    private final InJvmRenderer second = main.newRenderer();
    private final SharedObject shared = main.globals().share("bag", ordered("count", 1, "list", List.of(1, 2)));
    private final RemoteObject mine = first.remote().getGlobal("bag");
    private final RemoteObject theirs = second.remote().getGlobal("bag");

    @AfterEach
    void close() {
        main.close();
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return properties;
    }

    @Test
    void get_nobodyWrites_costsNoCall() {
        LiveObject live = mine.live();

        assertThat(first.asked(() -> {
                    assertThat(live.get("count")).isEqualTo(1);
                    assertThat(live.get("count", long.class)).isEqualTo(1L);
                    assertThat(live.get("list", new TypeToken<List<Long>>() {})).containsExactly(1L, 2L);
                    assertThat(live.get("none")).isNull();
                    assertThat(live.has("count")).isTrue();
                    assertThat(live.has("none")).isFalse();
                    assertThat(live.keys()).containsExactly("count", "list");
                    assertThat(live.snapshot()).isEqualTo(Map.of("count", 1, "list", List.of(1, 2)));
                    BatchResult both = live.batch(
                            batch -> batch.get("count").has("x").keys().snapshot());
                    assertThat(both.isApplied()).isTrue();
                    assertThat(both.get("count").get()).isEqualTo(1);
                    assertThat(both.get(1).get()).isEqualTo(false);
                    assertThat(both.get(2).get()).isEqualTo(List.of("count", "list"));
                    assertThat(both.get(3).get()).isEqualTo(Map.of("count", 1, "list", List.of(1, 2)));
                }))
                .isZero();
        assertThat(live.isLocal()).isTrue();
    }

    @Test
    void get_writtenAnywhere_givesTheNewValueAtOnce() {
        LiveObject live = mine.live();

        shared.set("count", 2);
        assertThat(live.get("count")).isEqualTo(2);
        theirs.set("count", 3);
        assertThat(live.get("count")).isEqualTo(3);
        live.set("count", 4);
        assertThat(live.get("count")).isEqualTo(4);
        assertThat(shared.get("count")).isEqualTo(4);
        live.batch(batch -> batch.set("count", null).delete("list").set("added", "x"));

        assertThat(first.asked(() -> {
                    assertThat(live.get("count")).isNull();
                    assertThat(live.has("count")).isTrue();
                    assertThat(live.keys()).containsExactly("count", "added");
                }))
                .as("it was told, so it need not ask")
                .isZero();
    }

    @Test
    void get_notToldYet_asksMain_untilItIsTold() {
        LiveObject live = mine.live();
        first.stall(true);

        theirs.set("count", 2);

        assertThat(live.isLocal()).isFalse();
        assertThat(first.asked(() -> assertThat(live.get("count")).isEqualTo(2)))
                .isEqualTo(1);
        assertThat(first.asked(() -> assertThat(live.has("list")).isTrue())).isEqualTo(1);
        first.stall(false);
        assertThat(live.isLocal()).isTrue();
        assertThat(first.asked(() -> assertThat(live.get("count")).isEqualTo(2)))
                .isZero();
    }

    /** Of what was taken back meanwhile nothing has to be told, but that. */
    @Test
    void get_changedAndChangedBackWhileNotTold_isLocalAgain() {
        LiveObject live = mine.live();
        first.stall(true);
        theirs.set("count", 2);
        theirs.set("count", 1);
        first.stall(false);

        assertThat(live.isLocal()).isTrue();
        assertThat(first.asked(() -> assertThat(live.get("count")).isEqualTo(1)))
                .isZero();
        theirs.set("count", 3);
        assertThat(live.isLocal()).isTrue();
    }

    /** What is taken back need not be told, unless somebody has a copy with it. */
    @Test
    void get_changedBackAfterTheCopyWasTaken_givesWhatItWasBefore() {
        LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>();
        mine.onChange("count", change -> heard.add(change.newValue().get()));
        first.stall(true);
        theirs.set("count", 2);
        LiveObject live = mine.live();
        assertThat(live.get("count")).isEqualTo(2);
        theirs.set("count", 1);
        first.stall(false);

        assertThat(live.isLocal()).isTrue();
        assertThat(live.get("count")).isEqualTo(1);
        theirs.set("count", 5);
        assertThat(InJvmRenderer.next(heard)).as("1 to 1 is no change").isEqualTo(5);
    }

    @Test
    void get_changedBackAfterASecondCopyWasTaken_givesWhatItWasBefore() {
        LiveObject one = mine.live();
        first.stall(true);
        theirs.set("count", 2);
        LiveObject two = mine.live();
        theirs.set("count", 1);
        first.stall(false);

        assertThat(one.get("count")).isEqualTo(1);
        assertThat(two.get("count")).isEqualTo(1);
        assertThat(two.isLocal()).isTrue();
    }

    @Test
    void live_whileMainHasChangesToTell_isUpToDate() {
        LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>();
        mine.onChange("count", change -> heard.add(change.newValue().get()));
        first.stall(true);
        theirs.set("count", 2);
        theirs.set("list", List.of());

        LiveObject live = mine.live();

        assertThat(live.isLocal()).isTrue();
        assertThat(live.get("count")).isEqualTo(2);
        first.stall(false);
        assertThat(InJvmRenderer.next(heard)).isEqualTo(2);
        assertThat(live.isLocal()).isTrue();
        assertThat(live.get("list")).isEqualTo(List.of());
    }

    @Test
    void live_besideAListenerOfOneProperty_hearsOfAll() {
        LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>();
        mine.onChange("count", change -> heard.add(change.newValue().get()));
        LiveObject live = mine.live();

        theirs.set("other", 1);
        theirs.set("count", 9);

        assertThat(live.isLocal()).isTrue();
        assertThat(live.get("other")).isEqualTo(1);
        assertThat(InJvmRenderer.next(heard)).isEqualTo(9);
    }

    @Test
    void get_isACopyEachTime() {
        LiveObject live = mine.live();
        @SuppressWarnings("unchecked")
        List<Object> list = (List<Object>) live.get("list");

        list.clear();

        assertThat(live.get("list")).isEqualTo(List.of(1, 2));
        live.snapshot().clear();
        assertThat(live.keys()).hasSize(2);
    }

    @Test
    void get_wrongTypeOrNull_failsAsEverywhere() {
        LiveObject live = mine.live();

        assertThatThrownBy(() -> live.get("list", int.class)).isInstanceOf(ValueConversionException.class);
        assertThatThrownBy(() -> live.get("none", int.class)).isInstanceOf(ValueConversionException.class);
        assertThatThrownBy(() -> live.get(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("property");
        assertThatThrownBy(() -> live.has(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("property");
        assertThatThrownBy(() -> live.set("", 1)).hasMessageStartingWith("The name of a property is empty");
    }

    @Test
    void object_nobodyWrites_costsNoCall() {
        shared.set("window", ordered("title", "t", "size", ordered("width", 3, "list", List.of(1))));
        LiveObject live = mine.live();
        PropertyBag window = live.object("window");
        PropertyBag size = window.object("size");

        assertThat(first.asked(() -> {
                    assertThat(window.get("title")).isEqualTo("t");
                    assertThat(window.get("none")).isNull();
                    assertThat(window.has("none")).isFalse();
                    assertThat(window.keys()).containsExactly("title", "size");
                    assertThat(size.get("width", int.class)).isEqualTo(3);
                    assertThat(size.snapshot()).isEqualTo(Map.of("width", 3, "list", List.of(1)));
                    ((List<?>) size.get("list")).clear();
                    assertThat(size.get("list")).isEqualTo(List.of(1));
                    assertThat(size.batch(batch ->
                                            batch.get("width").has("list").keys())
                                    .get(2)
                                    .get())
                            .isEqualTo(List.of("width", "list"));
                }))
                .isZero();
    }

    @Test
    void object_writtenAnywhere_givesTheNewValueAtOnce() {
        shared.set("window", Map.of("title", "t"));
        LiveObject live = mine.live();
        PropertyBag window = live.object("window");

        theirs.object("window").set("title", "u");
        assertThat(window.get("title")).isEqualTo("u");
        window.set("title", "v");
        assertThat(window.updateAndGet("title", String.class, title -> title + "w"))
                .isEqualTo("vw");
        assertThat(shared.object("window").get("title")).isEqualTo("vw");
        assertThat(first.asked(() -> assertThat(window.get("title")).isEqualTo("vw")))
                .isZero();
        shared.set("window", 5);

        assertThatThrownBy(() -> window.get("title")).hasMessageContaining("'window' of 'bag' is a number");
        assertThatThrownBy(() -> live.object("none").keys()).hasMessageContaining("'none' of 'bag' does not exist");
        assertThatThrownBy(() -> live.object("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> live.object(null)).isInstanceOf(NullPointerException.class);
    }

    /** A read that fails because of what is there has asked main all the same. */
    @Test
    void object_noMapThere_afterAnotherObjectWasShared_isLocalAgain() {
        LiveObject live = mine.live();
        main.globals().share("bag", Map.of("count", 10));

        assertThatThrownBy(() -> live.object("count").get("x")).hasMessageContaining("is a number");

        assertThat(live.isLocal()).isTrue();
        assertThat(first.asked(() -> assertThat(live.get("count")).isEqualTo(10)))
                .isZero();
    }

    @Test
    void live_ofAPlace_isThatPlaceOfTheCopy() {
        shared.set("window", Map.of("title", "t"));
        LiveObject window = mine.object("window").live();
        LiveObject other = InJvmMain.settled(theirs.object("window").async().live());

        window.set("title", "u");
        assertThat(second.asked(() -> assertThat(other.get("title")).isEqualTo("u")))
                .isZero();
        assertThat(first.asked(() -> assertThat(window.keys()).containsExactly("title")))
                .isZero();
        window.close();
        assertThat(window.isLocal()).isFalse();
        assertThat(window.get("title")).isEqualTo("u");
    }

    @Test
    void updateAndGet_bothAtOnce_losesNothing() {
        LiveObject live = mine.live();
        LiveObject other = theirs.live();

        CompletableFuture<Void> counting = CompletableFuture.runAsync(() ->
                IntStream.range(0, 200).forEach(i -> live.updateAndGet("count", Integer.class, count -> count + 1)));
        IntStream.range(0, 200).forEach(i -> other.getAndUpdate("count", Integer.class, count -> count + 1));
        InJvmMain.settled(counting);

        assertThat(live.get("count")).isEqualTo(401);
        assertThat(other.get("count")).isEqualTo(401);
        assertThat(shared.get("count")).isEqualTo(401);
    }

    @Test
    void onChange_hearsAsTheObjectDoes() {
        LiveObject live = mine.live();
        LinkedBlockingQueue<PropertyChange> heard = new LinkedBlockingQueue<>();
        live.onChange(heard::add);

        shared.set("count", 5);

        assertThat(InJvmRenderer.next(heard).newValue().get()).isEqualTo(5);
    }

    @Test
    void close_asksMainFromThenOn_andMainTellsNothing() {
        LiveObject live = mine.live();
        LiveObject again = mine.live();

        live.close();
        live.close();
        assertThat(live.isLocal()).isFalse();
        assertThat(first.asked(() -> assertThat(live.get("count")).isEqualTo(1)))
                .isEqualTo(1);
        assertThat(first.asked(() -> assertThat(again.get("count")).isEqualTo(1)))
                .as("that of another is not closed")
                .isZero();
        again.close();
        int told = first.received();
        theirs.set("count", 2);

        assertThat(first.received()).isEqualTo(told);
        assertThat(live.get("count")).isEqualTo(2);
        assertThat(again.get("count")).isEqualTo(2);
        LiveObject anew = mine.live();
        assertThat(first.asked(() -> assertThat(anew.get("count")).isEqualTo(2)))
                .isZero();
    }

    /** Main forgets a renderer as soon as it is gone; one that does not know yet must not read on. */
    @Test
    void isLocal_mainHasForgottenTheRenderer_isFalse() {
        LiveObject live = mine.live();
        LiveObject other = theirs.live();

        first.die();

        assertThat(other.isLocal()).isTrue();
        other.close();
        shared.set("count", 2);
        assertThat(live.isLocal()).isFalse();
        LiveObject anew = theirs.live();
        assertThat(anew.get("count")).isEqualTo(2);
        assertThat(live.isLocal()).as("though the other has its slot now").isFalse();
        assertThat(live.get("count")).isEqualTo(2);
    }

    @Test
    void async_live_cancelled_keepsNothing() {
        CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
        first.loop().execute(() -> cancelled.complete(mine.async().live().cancel(false)));
        assertThat(InJvmMain.settled(cancelled)).as("before the answer is read").isTrue();
        first.runQueued();

        int told = first.received();
        theirs.set("count", 2);
        assertThat(first.received()).isEqualTo(told);
    }

    @Test
    void live_noMemoryCanBeShared_asksMain() {
        try (InJvmMain without = new InJvmMain(LiveMarks.none())) {
            SharedObject object = without.globals().share("bag", Map.of("count", 1));
            InJvmRenderer renderer = without.newRenderer();
            LiveObject live = renderer.remote().getGlobal("bag").live();

            assertThat(live.isLocal()).isFalse();
            assertThat(live.get("count")).isEqualTo(1);
            object.set("count", 2);
            assertThat(live.get("count")).isEqualTo(2);
            assertThat(InJvmMain.settled(
                                    renderer.remote().getGlobal("bag").async().live())
                            .get("count"))
                    .isEqualTo(2);
            int told = renderer.received();
            object.set("count", 3);
            assertThat(renderer.received()).as("nobody could use it").isEqualTo(told);
        }
    }

    @Test
    void async_live_isTheSame_andFailsAsTheFuture() {
        LiveObject live = InJvmMain.settled(mine.async().live());

        theirs.set("count", 6);
        assertThat(first.asked(() -> assertThat(live.get("count")).isEqualTo(6)))
                .isZero();
        live.close();
        main.globals().unshare("bag");

        assertThatThrownBy(() -> InJvmMain.settled(mine.async().live()))
                .hasCauseInstanceOf(MissingRemoteObjectException.class);
    }

    @Test
    void live_manyObjects_eachHasItsOwnVersion() {
        List<LiveObject> lives = IntStream.range(0, 100)
                .mapToObj(i -> {
                    main.globals().share("bag" + i, Map.of("own", i));
                    return first.remote().getGlobal("bag" + i).live();
                })
                .toList();
        main.globals().get("bag7").orElseThrow().set("own", -7);

        for (int i = 0; i < lives.size(); i++) {
            assertThat(lives.get(i).get("own")).isEqualTo(i == 7 ? -7 : i);
        }
        lives.forEach(LiveObject::close);
        LiveObject reused = mine.live();
        assertThat(reused.get("count")).isEqualTo(1);
        assertThat(lives.get(0).get("own")).isEqualTo(0);
    }

    @Test
    void live_amongOtherSteps_orUnderANumberInUse_isRefused() {
        LiveObject live = mine.live();
        long used = first.sent.stream()
                .filter(RemoteRequest.BagCall.class::isInstance)
                .map(RemoteRequest.BagCall.class::cast)
                .map(call -> call.steps().get(0))
                .filter(step -> step.operation().isWatch())
                .mapToLong(step -> 1)
                .sum();

        Outcome among = first.exchange(new RemoteRequest.BagCall(
                "bag", Arrays.asList(BagStep.set("count", BagSteps.encoded(5, "x")), BagSteps.live(77))));
        Outcome twice = first.exchange(new RemoteRequest.BagCall("bag", List.of(BagSteps.live(used))));

        assertThat(among).isInstanceOfSatisfying(Outcome.Failure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.MISUSE);
            assertThat(failure.message()).contains("by itself");
        });
        assertThat(twice)
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.message()).isEqualTo("Watch 1 is open already"));
        assertThat(live.get("count")).as("nothing was changed").isEqualTo(1);
        assertThat(first.sent).noneMatch(Upstream.BagUnwatch.class::isInstance);
    }

    @Test
    void live_typedObject_cannotBe() {
        assertThatThrownBy(() -> {
                    main.globals().share("bag", Runnable.class, () -> {});
                    mine.live();
                })
                .hasMessageContaining("Cannot call method 'live' of 'bag', which is shared as java.lang.Runnable");
    }
}
