package dev.covalent.main.archive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How this Java makes archives and starts from them: a cache of loaded, linked and profiled classes where it has one, else
 * an archive of class data.
 */
enum ArchiveTool {
    /**
     * All class data, those of the JDK's own archive that are used included: JDK 17. A renderer so has none of what is not
     * used in its memory.
     */
    WHOLE_CLASS_DATA {
        @Override
        List<String> use(Path archive) {
            return classData("-XX:SharedArchiveFile=" + archive);
        }

        @Override
        List<String> record(Path archive) {
            return classData("-XX:DumpLoadedClassList=" + recording(archive));
        }

        @Override
        List<String> assemble(Path archive) {
            return classData(
                    "-Xshare:dump",
                    "-XX:SharedClassListFile=" + recording(archive),
                    "-XX:SharedArchiveFile=" + archive);
        }
    },

    /**
     * Class data beside the JDK's own archive: JDK 18 to 24. With the serial collector these have objects in theirs that one
     * made with it has not.
     */
    MORE_CLASS_DATA {
        @Override
        List<String> use(Path archive) {
            return classData("-XX:SharedArchiveFile=" + archive);
        }

        @Override
        List<String> record(Path archive) {
            return classData("-XX:ArchiveClassesAtExit=" + archive);
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

    private static final int MORE_CLASS_DATA_SINCE = 18;
    private static final int AHEAD_OF_TIME_SINCE = 25;

    static ArchiveTool ofThisJava() {
        return of(Runtime.version().feature());
    }

    static ArchiveTool of(int feature) {
        if (feature >= AHEAD_OF_TIME_SINCE) {
            return AHEAD_OF_TIME;
        }
        return feature >= MORE_CLASS_DATA_SINCE ? MORE_CLASS_DATA : WHOLE_CLASS_DATA;
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

    private static List<String> classData(String... flags) {
        return with(List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off"), flags);
    }

    private static List<String> quiet(String... flags) {
        return with(List.of("-Xlog:aot=off", "-Xlog:cds=off"), flags);
    }

    private static List<String> with(List<String> silent, String... flags) {
        List<String> all = new ArrayList<>(List.of(flags));
        all.addAll(silent);
        return all;
    }
}
