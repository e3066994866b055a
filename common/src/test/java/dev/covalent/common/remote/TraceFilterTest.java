package dev.covalent.common.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TraceFilterTest {

    @ParameterizedTest
    @CsvSource({
        "*,order,true",
        "*,'',true",
        "order,order,true",
        "order,orders,false",
        "order*,order,true",
        "order*,order:new,true",
        "*new,order:new,true",
        "*new,order:newer,false",
        "o*r*,order,true",
        "?rder,order,true",
        "?rder,rder,false",
        "a*b*c,abxbc,true",
        "a*b*c,abxb,false",
        "a.c,abc,false",
    })
    void matches_patternAndChannel(String pattern, String channel, boolean matches) {
        assertThat(new TraceFilter(pattern, 0).matches(channel)).isEqualTo(matches);
    }

    @Test
    void matches_manyStarsAndALongChannel_isDecided() {
        assertThat(new TraceFilter("*a".repeat(500), 0).matches("a".repeat(1_000) + "b"))
                .isFalse();
    }

    @Test
    void make_emptyHugeOrOfNoWindow_isRefused() {
        assertThatThrownBy(() -> new TraceFilter("", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TraceFilter("a".repeat(1_001), 0)).hasMessageContaining("1 to 1000 characters");
        assertThatThrownBy(() -> new TraceFilter("*", -1)).hasMessageContaining("ids start at 1");
    }
}
