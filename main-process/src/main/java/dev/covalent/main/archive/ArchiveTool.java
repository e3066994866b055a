package dev.covalent.main.archive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How this Java makes archives and starts from them: a cache of loaded, linked and profiled classes where it has one, else
 * a dynamic archive of class data.
 */
enum ArchiveTool {
    /** Class data: JDK 17 to 24. */
    CLASS_DATA {
        @Override
        List<String> use(Path archive) {
            return List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
        }

        @Override
        List<String> record(Path archive) {
            return List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
        }

        @Override
        List<String> assemble(Path archive) {
            return List.of();
        }
    },

    /** A cache made ahead of time: JDK 25 and later. */
    AHEAD_OF_TIME {
        @Override
        List<String> use(Path archive) {
            return quiet("-XX:AOTCache=" + archive);
        }

        @Override
        List<String> record(Path archive) {
            return quiet("-XX:AOTMode=record", "-XX:AOTConfiguration=" + recording(archive));
        }

        @Override
        List<String> assemble(Path archive) {
            return quiet("-XX:AOTMode=create", "-XX:AOTConfiguration=" + recording(archive), "-XX:AOTCache=" + archive);
        }
    };

    private static final int AHEAD_OF_TIME_SINCE = 25;

    static ArchiveTool ofThisJava() {
        return Runtime.version().feature() >= AHEAD_OF_TIME_SINCE ? AHEAD_OF_TIME : CLASS_DATA;
    }

    /** Returns the flags of a JVM that starts from an archive. If it does not do, the JVM starts without, and in silence. */
    abstract List<String> use(Path archive);

    /** Returns the flags of a JVM that is to be archived. */
    abstract List<String> record(Path archive);

    /** Returns the flags of a JVM that makes the archive of what was recorded; none if it is there already. */
    abstract List<String> assemble(Path archive);

    /** Returns where what was recorded is until it is assembled. */
    static Path recording(Path archive) {
        return archive.resolveSibling("recording-" + archive.getFileName());
    }

    private static List<String> quiet(String... flags) {
        List<String> all = new ArrayList<>(List.of(flags));
        all.addAll(List.of("-Xlog:aot=off", "-Xlog:cds=off"));
        return all;
    }
}
