package dev.covalent.main.archive;

import dev.covalent.common.process.JvmCommand;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an {@link ArchiveWorkshop} is to do, as the arguments of its JVM.
 *
 * <p>Immutable.
 *
 * @param task what is to be done with the archive
 * @param parent the id of the process that orders it
 * @param archive where it is, or is to be
 * @param place a directory for the JVMs to run in, which is made and deleted
 * @param headless whether there is no screen
 * @param java the program
 * @param classPath what is archived
 * @param flags what the JVMs are started with
 */
record ArchiveOrder(
        Task task,
        long parent,
        Path archive,
        Path place,
        boolean headless,
        Path java,
        List<Path> classPath,
        List<String> flags) {
    private static final int FIXED = 7;

    /** What can be done with an archive. */
    enum Task {
        /** It is made. */
        MAKE,
        /** A JVM is started from it; if that does not work, it is deleted. */
        TRY
    }

    static ArchiveOrder of(Task task, Path archive, Path place, boolean headless, JvmCommand command, ArchiveKey key) {
        long parent = ProcessHandle.current().pid();
        return new ArchiveOrder(
                task, parent, archive, place, headless, command.java(), command.classPath(), key.flags());
    }

    static ArchiveOrder parse(List<String> arguments) {
        return new ArchiveOrder(
                Task.valueOf(arguments.get(0)),
                Long.parseLong(arguments.get(1)),
                Path.of(arguments.get(2)),
                Path.of(arguments.get(3)),
                Boolean.parseBoolean(arguments.get(4)),
                Path.of(arguments.get(5)),
                List.of(arguments.get(6).split(File.pathSeparator, -1)).stream()
                        .map(Path::of)
                        .toList(),
                List.copyOf(arguments.subList(FIXED, arguments.size())));
    }

    List<String> arguments() {
        List<String> all = new ArrayList<>(List.of(
                task.name(),
                Long.toString(parent),
                archive.toString(),
                place.toString(),
                Boolean.toString(headless),
                java.toString(),
                classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
        all.addAll(flags);
        return all;
    }
}
