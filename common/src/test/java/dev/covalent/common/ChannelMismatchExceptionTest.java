package dev.covalent.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.clone.StructuredClone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** ASK-11: what typed channels refuse, and how they say it. */
final class ChannelMismatchExceptionTest {
    private static final Channel<Person> JOIN = Channel.of("join", Person.class);

    record Person(String name, int age) {}

    record Claim(String name, String age) {}

    @Test // ASK-11
    void read_rightShape_isTheValue() {
        assertThat(JOIN.read(message(new Person("Ada", 36)))).isEqualTo(new Person("Ada", 36));
        assertThat(JOIN.read(message((Object) null))).isNull();
        assertThat(Channel.of("list", new TypeToken<List<Person>>() {}).read(message(List.of(new Person("Ada", 36)))))
                .containsExactly(new Person("Ada", 36));
    }

    @Test // ASK-11
    void read_wrongShape_namesChannelTypeShapeAndPlace() {
        assertThatThrownBy(() -> JOIN.read(message(new Claim("Ada", "old"))))
                .isInstanceOf(ChannelMismatchException.class)
                .hasMessage("Channel 'join' expects " + Person.class.getTypeName()
                        + ", but found {name: String, age: String}: age: found String \"old\", expected int");
        assertThatThrownBy(() -> JOIN.read(message("text")))
                .hasMessage("Channel 'join' expects " + Person.class.getTypeName()
                        + ", but found String: found String \"text\", expected Person");
    }

    @Test // ASK-11
    void read_generics_areChecked() {
        Channel<Map<String, List<Integer>>> channel = Channel.of("scores", new TypeToken<>() {});

        assertThatThrownBy(() -> channel.read(message(Map.of("ada", List.of(1, "two")))))
                .isInstanceOf(ChannelMismatchException.class)
                .hasMessageContaining(
                        "'scores' expects java.util.Map<java.lang.String, java.util.List<java.lang.Integer>>")
                .hasMessageContaining("but found {ada: [Integer, String]}: ada[1]: ");
    }

    @Test // ASK-11
    void read_notOneArgument_isAMismatch() {
        assertThatThrownBy(() -> JOIN.read(message()))
                .isInstanceOf(ChannelMismatchException.class)
                .hasMessage("Channel 'join' expects one " + Person.class.getTypeName() + ", but found 0 arguments");
        assertThatThrownBy(() -> JOIN.read(message(1, 2))).hasMessageEndingWith("but found 2 arguments");
    }

    @Test // ASK-11
    void read_nullForAPrimitive_isAMismatch() {
        Procedure<Integer, Integer> add = Procedure.of("add", int.class, int.class);

        assertThatThrownBy(() -> add.readArgument(message((Object) null)))
                .isInstanceOf(ChannelMismatchException.class)
                .hasMessage("Channel 'add' expects int, but found null: found null, expected int");
        assertThatThrownBy(() -> add.readResult(StructuredClone.value(StructuredClone.encode("x", "result"))))
                .isInstanceOf(ChannelMismatchException.class)
                .hasMessage("Channel 'add' expects int, but found String: found String \"x\", expected int");
        assertThat(add.readResult(StructuredClone.value(StructuredClone.encode(3, "result"))))
                .isEqualTo(3);
    }

    @Test
    void shape_tellsTypesAndNoValues() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("text", "secret");
        map.put("nothing", null);
        map.put(1, Optional.of(2L));
        map.put("bytes", new byte[3]);
        map.put("tags", Set.of("a", "b"));

        assertThat(Shape.of(map))
                .isEqualTo("{text: String, nothing: null, Integer: Optional[Long], bytes: byte[], tags: Set[String]}");
        assertThat(Shape.of(new Object[] {1, "x", 2})).isEqualTo("[Integer, String]");
        assertThat(Shape.of(List.of())).isEqualTo("[]");
    }

    @Test
    void shape_deepHugeOrCyclic_isShort() {
        List<Object> cyclic = new ArrayList<>();
        cyclic.add(cyclic);
        Map<String, Object> wide = new LinkedHashMap<>();
        for (int i = 0; i < 10_000; i++) {
            wide.put(i + "key".repeat(100), i);
        }

        assertThat(Shape.of(cyclic)).isEqualTo("[[[[...]]]]");
        assertThat(Shape.of(wide)).hasSizeLessThan(1000).endsWith("...");
        assertThat(Shape.of(Arrays.asList(new Object[100_000]))).isEqualTo("[null, ...]");
    }

    private static Arguments message(@Nullable Object... args) {
        return StructuredClone.arguments(StructuredClone.encodeArguments(args));
    }
}
