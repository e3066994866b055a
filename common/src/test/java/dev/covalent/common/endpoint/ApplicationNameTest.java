package dev.covalent.common.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApplicationNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"notes", "a", "Notes-2.1_beta", "-", "_x", "0"})
    void name_allowed_isKept(String name) {
        assertThat(new ApplicationName(name).value()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", ".notes", "a/b", "a\\b", "a b", "größe", "a\n", "a\u0000", "a:b"})
    void name_notAllowed_isRefused(String name) {
        assertThatThrownBy(() -> new ApplicationName(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void name_ofTheLimit_isAllowedAndOneMoreIsNot() {
        String longest = "x".repeat(ApplicationName.MAX_LENGTH);

        assertThat(new ApplicationName(longest).value()).hasSize(ApplicationName.MAX_LENGTH);
        assertThatThrownBy(() -> new ApplicationName(longest + "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void name_refused_isShownWithoutControlCharacters() {
        assertThatThrownBy(() -> new ApplicationName("../\u001b[2J"))
                .hasMessage("Not the name of an application: '../?[2J'. Use 1 to 64 letters, digits, '.', '_' or '-',"
                        + " and no '.' at the start.");
    }
}
