package dev.covalent.main.global;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.live.VersionFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LiveMarksTest {
    private VersionFile file;

    @BeforeEach
    void makeFile(@TempDir Path directory) throws IOException {
        file = VersionFile.create(directory.resolve("versions"));
    }

    private LiveMarks prepared() {
        LiveMarks marks = new LiveMarks(() -> file);
        marks.prepare();
        return marks;
    }

    @Test
    void open_writesTheVersion_untilTheLastHolderLetsGo() {
        LiveMark mark = Objects.requireNonNull(prepared().open(7));
        mark.hold();
        mark.hold();

        assertThat(file.get(mark.slot())).isEqualTo(7);
        mark.set(8);
        assertThat(mark.letGo()).isFalse();
        assertThat(file.get(mark.slot())).isEqualTo(8);
        assertThat(mark.letGo()).isTrue();
        assertThat(file.get(mark.slot())).isEqualTo(VersionFile.ENDED);
        mark.set(9);
        assertThat(file.get(mark.slot())).isEqualTo(VersionFile.ENDED);
    }

    @Test
    void end_keepsTheSlotForItsHolders() {
        LiveMarks marks = prepared();
        LiveMark mark = Objects.requireNonNull(marks.open(7));
        mark.hold();

        mark.end();

        assertThat(file.get(mark.slot())).isEqualTo(VersionFile.ENDED);
        assertThat(Objects.requireNonNull(marks.open(8)).slot()).isNotEqualTo(mark.slot());
        assertThat(mark.letGo()).isTrue();
        assertThat(Objects.requireNonNull(marks.open(9)).slot()).isEqualTo(mark.slot());
    }

    @Test
    void open_allSlotsInUse_givesNone_untilOneIsFree() {
        LiveMarks marks = prepared();
        List<LiveMark> all = new ArrayList<>();
        for (int i = 0; i < VersionFile.SLOTS; i++) {
            LiveMark mark = Objects.requireNonNull(marks.open(i + 1));
            mark.hold();
            all.add(mark);
        }

        assertThat(marks.open(1)).isNull();
        assertThat(marks.open(1)).isNull();
        assertThat(all.get(5).letGo()).isTrue();
        assertThat(Objects.requireNonNull(marks.open(1)).slot())
                .isEqualTo(all.get(5).slot());
        for (int i = 6; i < all.size(); i++) {
            assertThat(file.get(all.get(i).slot())).isEqualTo(i + 1);
        }
    }

    @Test
    void prepare_fails_isTriedOnce_andThereAreNone() {
        AtomicInteger tried = new AtomicInteger();
        LiveMarks marks = new LiveMarks(() -> {
            tried.incrementAndGet();
            throw new IOException("the disk is full, as the test wants");
        });
        assertThat(marks.open(1)).isNull();

        marks.prepare();
        marks.prepare();

        assertThat(marks.open(1)).isNull();
        assertThat(tried).hasValue(1);
    }

    @Test
    void nextVersion_isNeverTheSame_norOneThatStandsForSomethingElse() {
        LiveMarks marks = prepared();
        long first = marks.nextVersion();

        assertThat(marks.nextVersion()).isEqualTo(first + 1);
        assertThat(first).isPositive();
        assertThat(new LiveMarks(() -> file).nextVersion()).isNotEqualTo(first);
    }
}
