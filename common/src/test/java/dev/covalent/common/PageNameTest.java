package dev.covalent.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one process may give another as the name of a page or the title of its window. */
final class PageNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"Page", "com.example.Outer$Inner", "a.b.C$1", "\u00c4pp.S\u00efte", "_1"})
    void page_binaryNameOfAClass_isAccepted(String name) {
        assertThat(PageName.check(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a.",
                ".a",
                "a..b",
                "1a",
                "-Dx",
                "a b",
                "a/b",
                "a\nb",
                "@file",
                "a;b",
                "a\u0000b",
                "a\u0085b",
                "Pa\u200bge",
                "Pa\u00adge",
                "Page\ufeff",
                "a.\u007f"
            })
    void page_anythingElse_isRefused(String name) {
        assertThatThrownBy(() -> PageName.check(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "page must name a class that implements Page, as com.example.MyPage does, not '" + name + "'");
    }

    @Test
    void page_longestIsAccepted_oneMoreIsRefused() {
        String longest = "p".repeat(1024);

        assertThat(PageName.check(longest)).isEqualTo(longest);
        assertThatThrownBy(() -> PageName.check(longest + "p"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The name of a page has at most 1024 characters, this one has 1025");
    }

    @Test
    void title_ofSeveralLinesOrWithControlCharacters_isRefused() {
        assertThatThrownBy(() -> WindowTitle.check("a\nERROR forged"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The title of a window has no control characters, this one has U+000A at 1");
        assertThatThrownBy(() -> WindowTitle.check("\u009b")).hasMessageContaining("U+009B at 0");
        assertThat(WindowTitle.check("\u00c4pfel \ud83c\udf4e")).endsWith("\ud83c\udf4e");
    }

    @Test
    void title_longestIsAccepted_oneMoreIsRefused() {
        String longest = "t".repeat(1024);

        assertThat(WindowTitle.check(longest)).isEqualTo(longest);
        assertThat(WindowTitle.check("")).isEmpty();
        assertThatThrownBy(() -> WindowTitle.check(longest + "t"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The title of a window has at most 1024 characters, this one has 1025");
    }
}
