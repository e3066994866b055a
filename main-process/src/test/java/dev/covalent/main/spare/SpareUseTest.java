package dev.covalent.main.spare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SpareUseTest {
    @AfterEach
    void clearProperty() {
        System.clearProperty(SpareUse.PROPERTY);
    }

    @Test
    void ofProperty_isWhatItSays_elseAutomatic() {
        assertThat(SpareUse.ofProperty()).isEqualTo(SpareUse.AUTOMATIC);
        System.setProperty(SpareUse.PROPERTY, "ON");
        assertThat(SpareUse.ofProperty()).isEqualTo(SpareUse.ON);
        System.setProperty(SpareUse.PROPERTY, "off");
        assertThat(SpareUse.ofProperty()).isEqualTo(SpareUse.OFF);
        System.setProperty(SpareUse.PROPERTY, "auto");
        assertThat(SpareUse.ofProperty()).isEqualTo(SpareUse.AUTOMATIC);
    }

    @Test
    void ofProperty_somethingElse_isRefused() {
        System.setProperty(SpareUse.PROPERTY, "");

        assertThatThrownBy(SpareUse::ofProperty)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("covalent.spareRenderer is ''; it can be 'auto', 'on' or 'off'");
    }
}
