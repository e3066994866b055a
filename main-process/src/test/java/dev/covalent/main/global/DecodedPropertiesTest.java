package dev.covalent.main.global;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.global.DecodedProperties.Place;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DecodedPropertiesTest {
    private static final Place ONE = new Place("bag", "one");
    private static final Place OTHER = new Place("bag", "other");

    private final DecodedProperties properties = new DecodedProperties();

    private static Payload payload(int bytes) {
        return StructuredClone.encode(new byte[bytes], "bytes");
    }

    private DecodedProperty keep(Place place, Payload payload) {
        DecodedProperty form = properties.take(place, payload);
        properties.keep(place, payload, form);
        return form;
    }

    @Test
    void take_ofSeveralInTurns_findsEach() {
        Payload one = payload(7 << 20);
        Payload other = payload(7 << 20);

        DecodedProperty formOfOne = keep(ONE, one);
        DecodedProperty formOfOther = keep(OTHER, other);

        for (int i = 0; i < 3; i++) {
            assertThat(keep(ONE, one)).isSameAs(formOfOne);
            assertThat(keep(OTHER, other)).isSameAs(formOfOther);
        }
    }

    @Test
    void take_ofWhatIsTaken_orOfAnotherPayload_decodes() {
        Payload one = payload(1);
        Payload equal = payload(1);
        DecodedProperty form = keep(ONE, one);

        assertThat(properties.take(ONE, one)).isSameAs(form);
        assertThat(properties.take(ONE, one)).isNotSameAs(form);
        properties.keep(ONE, one, form);
        assertThat(properties.take(ONE, equal)).isNotSameAs(form);
        assertThat(properties.take(ONE, one)).isNotSameAs(form);
    }

    @Test
    void keep_ofTooMuch_forgetsWhatWasKeptFirst() {
        Payload one = payload(9 << 20);
        Payload other = payload(9 << 20);
        DecodedProperty formOfOne = keep(ONE, one);
        DecodedProperty formOfOther = keep(OTHER, other);

        assertThat(properties.take(OTHER, other)).isSameAs(formOfOther);
        assertThat(properties.take(ONE, one)).isNotSameAs(formOfOne);
    }

    @Test
    void keep_ofManySmall_hasAnEnd() {
        Payload small = payload(1);
        DecodedProperty first = keep(ONE, small);
        for (int i = 0; i < 20_000; i++) {
            properties.keep(new Place("bag", "many" + i), small, first);
        }

        assertThat(properties.take(ONE, small)).isNotSameAs(first);
        assertThat(properties.take(new Place("bag", "many19999"), small)).isSameAs(first);
    }

    @Test
    void isFaithful_withElementsThatMayBecomeEqual_isNot() {
        Map<String, Integer> map = Map.of("a", 1);

        assertThat(form(Map.of("a", Set.of("text", 1), "b", Map.of(1, 2))).isFaithful())
                .isTrue();
        assertThat(form(List.of(Set.of(map))).isFaithful()).isFalse();
        assertThat(form(List.of(Map.of(List.of(map), 1))).isFaithful()).isFalse();
        DecodedProperty written = form(map);
        assertThat(written.decoded(StructuredClone.encode(Set.of(map), "set"))).isEqualTo(Set.of(map));
        assertThat(written.isFaithful()).isFalse();
    }

    private static DecodedProperty form(Object value) {
        return new DecodedProperty(StructuredClone.encode(value, "value"));
    }
}
