package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.RemoteCallException;
import dev.covalent.common.TypeToken;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.ValueConversionException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.BagOperation;
import dev.covalent.common.frame.BagStep;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.Request;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.SharedObject;
import dev.covalent.renderer.RemoteObject;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Property bags, used from main and from two renderers. */
@Timeout(20)
final class SharedBagTest {
    private final InJvmMain main = new InJvmMain();
    private final InJvmRenderer first = main.newRenderer();
    private final InJvmRenderer second = main.newRenderer();

    @AfterEach
    void close() {
        main.close();
    }

    @Test
    void set_inOneRenderer_isSeenByTheOtherAndByMain() { // DAT-02, DAT-03, REM-20, REM-21
        SharedObject shared = main.globals().share("sharedObject", Map.of("someProperty", "default value"));
        RemoteObject mine = first.remote().getGlobal("sharedObject");
        RemoteObject theirs = second.remote().getGlobal("sharedObject");
        assertThat(theirs.get("someProperty", String.class)).isEqualTo("default value");

        mine.set("someProperty", "new value");

        assertThat(theirs.get("someProperty", String.class)).isEqualTo("new value");
        assertThat(shared.get("someProperty", String.class)).isEqualTo("new value");
    }

    @Test // each reader gets bytes of its own, however large they are
    void get_largeBytesChangedByAReader_staysAsItWasSet() {
        SharedObject shared = main.globals().share("bag", Map.of("bytes", new byte[100_000]));
        RemoteObject bag = first.remote().getGlobal("bag");

        for (int i = 0; i < 2; i++) {
            byte[] mine = shared.get("bytes", byte[].class);
            byte[] theirs = bag.get("bytes", byte[].class);
            assertThat(mine).isEqualTo(new byte[100_000]);
            assertThat(theirs).isEqualTo(new byte[100_000]);
            mine[0] = 1;
            theirs[1] = 1;
        }
    }

    @Test
    void set_inMain_isSeenByTheNextRead() { // REM-19
        SharedObject shared = main.globals().share("bag", Map.of());
        RemoteObject bag = first.remote().getGlobal("bag");
        assertThat(bag.has("added")).isFalse();

        shared.set("added", new Point(1, 2));

        assertThat(bag.get("added", Point.class)).isEqualTo(new Point(1, 2)); // new properties are visible
        assertThat(bag.get("added")).isEqualTo(Map.of("x", 1, "y", 2));
    }

    @Test
    void values_areCopies_whoeverChangesThem() { // REM-10, DAT-04
        List<Integer> list = new ArrayList<>(List.of(1));
        Map<String, Object> properties = new HashMap<>(Map.of("list", list));
        SharedObject shared = main.globals().share("bag", properties);
        RemoteObject bag = first.remote().getGlobal("bag");

        list.add(2);
        properties.put("late", true);
        shared.get("list", new TypeToken<ArrayList<Integer>>() {}).add(3);
        bag.get("list", new TypeToken<ArrayList<Integer>>() {}).add(4);

        assertThat(shared.get("list")).isEqualTo(List.of(1));
        assertThat(bag.get("list")).isEqualTo(List.of(1));
        assertThat(shared.keys()).containsExactly("list");
    }

    @Test // should work when object contains id property
    void get_propertiesNamedAsAnything_areOnlyProperties() {
        Map<String, Object> odd =
                Map.of("id", 1127, "class", "c", "__proto__", "p", "get", "g", "a.b", "dot", " ", "s");
        main.globals().share("bag", odd);
        RemoteObject bag = first.remote().getGlobal("bag");

        assertThat(bag.snapshot()).isEqualTo(odd);
        odd.forEach((name, value) -> assertThat(bag.get(name)).as(name).isEqualTo(value));
        assertThat(bag.has("keys")).isFalse();
    }

    @Test
    void hasAndGet_nullPropertyAndMissingOne_areToldApart() {
        main.globals().share("bag", Map.of());
        RemoteObject bag = first.remote().getGlobal("bag");

        bag.set("nothing", null);

        assertThat(bag.get("nothing")).isNull();
        assertThat(bag.get("missing")).isNull();
        assertThat(bag.has("nothing")).isTrue();
        assertThat(bag.has("missing")).isFalse();
    }

    @Test
    void delete_tellsWhetherThereWasOne() {
        SharedObject shared = main.globals().share("bag", Map.of("a", 1));
        RemoteObject bag = first.remote().getGlobal("bag");

        assertThat(bag.delete("a")).isTrue();
        assertThat(bag.delete("a")).isFalse();
        assertThat(shared.has("a")).isFalse();
    }

    @Test
    void keysAndSnapshot_areInTheOrderAdded() {
        SharedObject shared = main.globals().share("bag", Map.of());
        shared.set("z", 1);
        first.remote().getGlobal("bag").set("a", null);
        shared.set("m", List.of("x"));
        shared.set("z", 2);

        RemoteObject bag = second.remote().getGlobal("bag");

        assertThat(bag.keys()).containsExactly("z", "a", "m");
        assertThat(shared.keys()).containsExactly("z", "a", "m");
        assertThat(new ArrayList<>(bag.snapshot().entrySet()).toString()).isEqualTo("[z=2, a=null, m=[x]]");
        assertThat(shared.snapshot()).isEqualTo(bag.snapshot());
    }

    @Test
    void get_asAnotherType_isRefusedNamingBoth() {
        main.globals().share("bag", Map.of("text", "seven"));

        assertThatThrownBy(() -> first.remote().getGlobal("bag").get("text", int.class))
                .isInstanceOf(ValueConversionException.class);
    }

    @Test
    void set_uncloneable_namesThePathAndSendsNothing() { // CLN
        SharedObject shared = main.globals().share("bag", Map.of("a", 1));
        RemoteObject bag = first.remote().getGlobal("bag");
        first.sent.clear();

        assertThatThrownBy(() -> bag.set("a", List.of(Map.of("thread", Thread.currentThread()))))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessageContaining("a[0].thread (java.lang.Thread)");
        assertThat(first.sent).isEmpty();
        assertThatThrownBy(() -> shared.set("a", Thread.currentThread())).isInstanceOf(UncloneableValueException.class);
        assertThat(bag.get("a")).isEqualTo(1);
    }

    @Test
    void getGlobal_unknown_isNull() { // REM-02
        assertThat(first.remote().getGlobal("nothing")).isNull();
        assertThat(first.remote().getGlobal("nothing", Runnable.class)).isNull();
    }

    @Test
    void getGlobal_twice_isTheSameHandle_otherRenderersHaveTheirOwn() { // REM-46, REM-47
        main.globals().share("bag", Map.of());

        assertThat(first.remote().getGlobal("bag")).isSameAs(first.remote().getGlobal("bag"));
        assertThat(first.remote().getGlobal("bag")).isNotSameAs(second.remote().getGlobal("bag"));
    }

    @Test
    void getGlobal_kindOfObjectMistaken_namesTheRightCall() {
        main.globals().share("bag", Map.of());
        main.globals().share("task", Runnable.class, () -> {});

        assertThatThrownBy(() -> first.remote().getGlobal("task"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'task' is a typed object of java.lang.Runnable:" + " use getGlobal(\"task\", Runnable.class)");
        assertThatThrownBy(() -> first.remote().getGlobal("bag", Runnable.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'bag' is a property bag, no java.lang.Runnable: use getGlobal(\"bag\")");
    }

    @Test
    void use_afterUnshare_saysThatItIsMissing() { // REM-43
        main.globals().share("bag", Map.of("a", 1));
        RemoteObject bag = first.remote().getGlobal("bag");

        main.globals().unshare("bag");

        assertThatThrownBy(() -> bag.get("a"))
                .isInstanceOf(RemoteCallException.class)
                .hasMessage(
                        "Cannot get property 'a' on missing remote object 'bag': main does not share it, or no more");
        assertThatThrownBy(() -> bag.set("a", 2))
                .isInstanceOf(RemoteCallException.class)
                .hasMessage(
                        "Cannot set property 'a' on missing remote object 'bag': main does not share it, or no more");
        assertThatThrownBy(bag::snapshot)
                .isInstanceOf(RemoteCallException.class)
                .hasMessage(
                        "Cannot call method 'snapshot' on missing remote object 'bag': main does not share it, or no more");
        assertThat(main.globals().get("bag")).isEmpty();
        assertThat(first.remote().getGlobal("bag")).isNull();
    }

    @Test
    void share_record_hasItsComponents() { // DAT-02
        main.globals().share("settings", new Settings("dark", 12, List.of(1, 2)));

        RemoteObject settings = first.remote().getGlobal("settings");
        settings.set("size", 13);

        assertThat(settings.keys()).containsExactly("theme", "size", "columns");
        assertThat(settings.snapshot()).isEqualTo(Map.of("theme", "dark", "size", 13, "columns", List.of(1, 2)));
    }

    @Test
    void share_bean_hasWhatItsGettersAndPublicFieldsGive() {
        Machine machine = new Machine();
        main.globals().share("machine", machine);
        machine.running = false;

        RemoteObject shared = first.remote().getGlobal("machine");

        assertThat(shared.snapshot())
                .isEqualTo(Map.of("name", "press", "running", true, "URL", "file:/x", "speed", 3, "made", 1900));
    }

    @Test
    void share_mapWithKeysThatAreNoTexts_isRefused_andLosesNothing() {
        Map<Object, Object> mixed = new HashMap<>();
        mixed.put(1, "number");
        mixed.put("1", "text");

        assertThatThrownBy(() -> main.globals().share("bag", (Object) mixed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has the key 1 (java.lang.Integer): give it keys that are texts");
        assertThat(main.globals().get("bag")).isEmpty();
    }

    @Test
    void share_objectWithoutProperties_orThatCannotBeRead_isRefused() {
        for (Object none :
                List.of(new Object(), "text", 1, List.of(1), new int[1], Thread.State.NEW, new Timestamp(0))) {
            assertThatThrownBy(() -> main.globals().share("x", none))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(none.getClass().getName() + " has no properties")
                    .hasMessageContaining("Share it as an interface");
        }
        assertThatThrownBy(() -> main.globals().share("x", new Broken()))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessageContaining("Broken.value (reading it threw java.lang.IllegalStateException)")
                .hasRootCauseMessage("broken");
        assertThatThrownBy(() -> main.globals().share("x", (Object) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> main.globals().share("x", (Object) Map.of("", 1)))
                .hasMessageContaining("The name of a property is empty");
        assertThat(main.globals().get("x")).isEmpty();
    }

    record Settings(String theme, int size, List<Integer> columns) {}

    static class Made {
        public int getMade() {
            return 1900;
        }
    }

    /** A bean, whose class bridges to what it inherits. */
    public static final class Machine extends Made {
        public final int speed = 3;
        private boolean running = true;

        public String getName() {
            return "press";
        }

        public boolean isRunning() {
            return running;
        }

        public String getURL() {
            return "file:/x";
        }

        public String get() {
            return "no property";
        }

        public String getaway() {
            return "no property";
        }

        public boolean issue() {
            return true;
        }

        public int getIndexed(int index) {
            return index;
        }
    }

    /** A bean that cannot be read. */
    public static final class Broken {
        private final List<String> values = List.of();

        public String getValue() {
            return values.stream().findFirst().orElseThrow(() -> new IllegalStateException("broken"));
        }
    }

    @Test
    void share_again_replacesWhatHadTheName() { // DAT-04: from main only
        main.globals().share("bag", Map.of("a", 1));
        RemoteObject bag = first.remote().getGlobal("bag");

        main.globals().share("bag", Map.of("b", 2));

        assertThat(bag.snapshot()).isEqualTo(Map.of("b", 2));
    }

    @Test
    void bagCall_thatNoRendererOfThisVersionMakes_isRefused() {
        main.globals().share("bag", Map.of("a", 1));
        main.globals().share("task", Runnable.class, () -> {});

        assertThat(misuse(bagCall("task", BagStep.of(BagOperation.GET, "a")))).contains("shared as java.lang.Runnable");
        assertThat(misuse(bagCall("bag", BagStep.set("x".repeat(1025), encodedNull()))))
                .contains("at most 1024 characters, this one has 1025");
        Payload garbage = Payload.of(new byte[] {99, 99, 99});
        for (BagStep bad : List.of(
                BagStep.set("a", garbage),
                BagStep.compareAndSet("a", garbage, encodedNull()),
                BagStep.compareAndSet("a", encodedNull(), garbage))) {
            assertThatThrownBy(() -> first.exchange(bagCall("bag", BagStep.of(BagOperation.GET, "a"), bad)))
                    .hasMessageContaining("Malformed data");
        }
        assertThat(first.remote().getGlobal("bag").snapshot()).isEqualTo(Map.of("a", 1));
    }

    private String misuse(Request request) {
        Outcome.Failure failure = (Outcome.Failure) first.exchange(request);
        assertThat(failure.kind()).isEqualTo(FailureKind.MISUSE);
        return failure.message();
    }

    private static Request bagCall(String object, BagStep... steps) {
        return new RemoteRequest.BagCall(object, List.of(steps));
    }

    private static Payload encodedNull() {
        return StructuredClone.encode(null, "value");
    }

    record Point(int x, int y) {}
}
