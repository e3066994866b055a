package dev.covalent.main.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArchiveToolTest {
    private static final Path ARCHIVE = Path.of("a.archive");

    @ParameterizedTest
    @CsvSource({
        "17,WHOLE_CLASS_DATA",
        "18,MORE_CLASS_DATA",
        "24,MORE_CLASS_DATA",
        "25,AHEAD_OF_TIME",
        "26,AHEAD_OF_TIME"
    })
    void tool_isThatOfTheJava(int feature, ArchiveTool tool) {
        assertThat(ArchiveTool.of(feature)).isEqualTo(tool);
    }

    @Test
    void classData_besideTheJdks_isMadeByTheJvmThatIsArchived() {
        assertThat(ArchiveTool.MORE_CLASS_DATA.record(ARCHIVE)).contains("-XX:ArchiveClassesAtExit=a.archive");
        assertThat(ArchiveTool.MORE_CLASS_DATA.assemble(ARCHIVE)).isEmpty();
    }

    @Test
    void whatIsRecorded_isAssembled_fromTheSameFile() {
        assertThat(ArchiveTool.WHOLE_CLASS_DATA.record(ARCHIVE))
                .contains("-XX:DumpLoadedClassList=recording-a.archive");
        assertThat(ArchiveTool.WHOLE_CLASS_DATA.assemble(ARCHIVE))
                .contains("-XX:SharedClassListFile=recording-a.archive", "-XX:SharedArchiveFile=a.archive");
        assertThat(ArchiveTool.AHEAD_OF_TIME.assemble(ARCHIVE))
                .contains("-XX:AOTConfiguration=recording-a.archive", "-XX:AOTCache=a.archive");
    }
}
