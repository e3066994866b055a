package dev.covalent.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Typed objects of main, called from a renderer: which method is reached, and what stays in the renderer. */
final class TypedObjectTest extends TypedObjectFixture {
    @Test
    void call_overloads_reachTheRightMethod() { // REM-27
        People people = people();

        assertThat(people.count()).isZero();
        assertThat(people.count("ann")).isEqualTo(1);
        assertThat(people.count(List.of("ann", "bob"))).isEqualTo(2);
    }

    @Test
    void call_typeVariableOfAnInheritedInterface_isResolved() { // REM-26
        People people = people();

        people.put(new Person("ann", 31));

        assertThat(registry.items).containsExactly(new Person("ann", 31));
        assertThat(people.all()).containsExactly(new Person("ann", 31));
    }

    @Test // should work when object contains id property
    void call_methodsThatHaveTheNamesOfOurOwn_reachTheObject() {
        List<String> called = new ArrayList<>();
        main.globals().share("namesake", Namesake.class, called::add);

        Namesake namesake = renderer.remote().getGlobal("namesake", Namesake.class);
        namesake.name("a name");
        namesake.close();

        assertThat(namesake.id()).isEqualTo(1127);
        assertThat(namesake.isReleased()).isTrue();
        assertThat(called).containsExactly("a name", "closed");
    }

    @Test
    void call_defaultMethod_runsInMainAndMayBeOverridden() {
        People people = people();

        assertThat(people.greeting()).isEqualTo("hello from main: true");
        assertThat(people.overridden()).isEqualTo("by the implementation");
    }

    @Test
    void call_narrowedMethodThroughItsGenericInterface_reachesTheNarrowedOne() {
        StringSink sink = new StringSink();
        main.globals().share("sink", Narrowed.class, sink);
        Narrowed narrowed = renderer.remote().getGlobal("sink", Narrowed.class);

        Store<String> generic = narrowed;
        generic.put("text"); // javac's bridge, which runs in the renderer

        assertThat(sink.items).containsExactly("text");
    }

    @Test
    void objectMethods_runInTheRenderer() {
        People people = people();
        renderer.sent.clear();

        assertThat(new HashSet<>(List.of(people, Integer.valueOf(1))))
                .contains(people)
                .hasSize(2);
        assertThat(people)
                .isNotEqualTo("people")
                .hasToString("remote object 'people' (" + People.class.getName() + ")");
        assertThat(renderer.sent).isEmpty();
    }

    @Test
    void getGlobal_twice_isTheSameProxy() { // REM-46
        assertThat(people()).isSameAs(renderer.remote().getGlobal("people", People.class));
    }

    /** Its methods are called as those of references and their handlers. */
    interface Namesake extends AutoCloseable {
        void name(String name);

        default int id() {
            return 1127;
        }

        default boolean isReleased() {
            return true;
        }

        @Override
        default void close() {
            name("closed");
        }
    }

    interface Narrowed extends Store<String> {
        @Override
        void put(String item);
    }

    private static final class StringSink implements Narrowed {
        private final List<String> items = new ArrayList<>();

        @Override
        public void put(String item) {
            items.add(item);
        }
    }
}
