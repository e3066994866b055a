package dev.covalent.main.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.link.QueueLimits;
import dev.covalent.main.spare.SpareUse;
import dev.covalent.main.storage.LocalStorageService;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MainSettingsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @AfterEach
    void clearProperties() {
        System.clearProperty("covalent.transport");
        System.clearProperty("covalent.name");
    }

    @Test
    void make_nothingButPositiveLimits_isAccepted() {
        assertThat(settings(1, SECOND, SECOND, 1).queueLimits().bound()).isEqualTo(1);
        assertThat(settings(LocalStorageService.MAX_QUOTA_BYTES, SECOND, SECOND, 1)
                        .storageQuota())
                .isEqualTo(LocalStorageService.MAX_QUOTA_BYTES);
    }

    @Test
    void make_timeoutOfNothing_isRefused() {
        assertThatThrownBy(() -> settings(1, Duration.ZERO, SECOND, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("launchTimeout must be longer than nothing, not PT0S");
        assertThatThrownBy(() -> settings(1, SECOND, Duration.ofSeconds(-1), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("requestTimeout must be longer than nothing, not PT-1S");
    }

    @Test
    void make_loopBlockedAfterNothing_isRefused() {
        assertThatThrownBy(() -> new MainSettings(
                        "notes",
                        "1.0",
                        List.of(),
                        null,
                        1,
                        SECOND,
                        SECOND,
                        QueueLimits.DEFAULT,
                        Duration.ZERO,
                        SECOND,
                        true,
                        false,
                        true,
                        true,
                        SpareUse.AUTOMATIC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("loopBlockedAfter must be longer than nothing, not PT0S");
    }

    @Test
    void make_unresponsiveAfterNothing_isRefused() {
        assertThatThrownBy(() -> new MainSettings(
                        "notes",
                        "1.0",
                        List.of(),
                        null,
                        1,
                        SECOND,
                        SECOND,
                        QueueLimits.DEFAULT,
                        SECOND,
                        Duration.ZERO,
                        true,
                        false,
                        true,
                        true,
                        SpareUse.AUTOMATIC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unresponsiveAfter must be longer than nothing, not PT0S");
    }

    @Test
    void make_boundOfNothing_isRefused() {
        assertThatThrownBy(() -> settings(1, SECOND, SECOND, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("queueBound must be at least 1 byte, not 0");
    }

    @Test
    void make_quotaOutOfRange_isRefused() {
        long max = LocalStorageService.MAX_QUOTA_BYTES;

        assertThatThrownBy(() -> settings(0, SECOND, SECOND, 1))
                .hasMessage("storageQuota must be 1 to " + max + " bytes, not 0");
        assertThatThrownBy(() -> settings(max + 1, SECOND, SECOND, 1))
                .hasMessage("storageQuota must be 1 to " + max + " bytes, not " + (max + 1));
    }

    @Test
    void prefersTcp_isSaidByTheProperty() {
        assertThat(MainSettings.prefersTcp()).isFalse();
        System.setProperty("covalent.transport", "TCP");
        assertThat(MainSettings.prefersTcp()).isTrue();
        System.setProperty("covalent.transport", "unix");
        assertThat(MainSettings.prefersTcp()).isFalse();
    }

    @Test
    void prefersTcp_unknownTransport_isRefused() {
        System.setProperty("covalent.transport", "pigeon");

        assertThatThrownBy(MainSettings::prefersTcp)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("covalent.transport is 'pigeon'; it can be 'unix' or 'tcp'");
    }

    @Test
    void defaultName_isTheProperty_orNamesTheProcess() {
        assertThat(MainSettings.defaultName())
                .isEqualTo("covalent-" + ProcessHandle.current().pid());
        System.setProperty("covalent.name", "notes");
        assertThat(MainSettings.defaultName()).isEqualTo("notes");
    }

    @Test
    void defaultVersion_isThatOfTheJarWhichCalls() {
        String ofJunit = Test.class.getPackage().getImplementationVersion(); // which calls this package

        assertThat(ofJunit).isNotBlank();
        assertThat(MainSettings.defaultVersion()).isEqualTo(ofJunit);
    }

    @Test
    void version_blankOrHuge_isRefused() {
        assertThat(MainSettings.checkVersion("1.0-rc.1")).isEqualTo("1.0-rc.1");
        assertThatThrownBy(() -> MainSettings.checkVersion(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A version has 1 to 100 characters, not ' '");
        assertThatThrownBy(() -> MainSettings.checkVersion("1".repeat(101)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A version has 1 to 100 characters, not '" + "1".repeat(100) + "...'");
    }

    private static MainSettings settings(long quota, Duration launch, Duration request, long bound) {
        return new MainSettings(
                "notes",
                "1.0",
                List.of(),
                null,
                quota,
                launch,
                request,
                QueueLimits.ofBound(bound),
                SECOND,
                SECOND,
                true,
                false,
                true,
                true,
                SpareUse.AUTOMATIC);
    }
}
