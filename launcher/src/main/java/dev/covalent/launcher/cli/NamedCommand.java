package dev.covalent.launcher.cli;

import dev.covalent.renderer.RemoteObject;
import dev.covalent.renderer.boot.OperatorLink;
import java.util.List;
import picocli.CommandLine.Parameters;

/** An operator's command for one application. Not thread-safe. */
abstract class NamedCommand extends OperatorCommand {
    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "The name of the application; 'covalent ps' lists them.")
    @SuppressWarnings("NullAway.Init") // picocli insists on it
    private String name;

    @Override
    public final Integer call() throws InterruptedException {
        prepare();
        return attached(name, this::run);
    }

    /** Reads what was typed, before anything is attached. */
    void prepare() {
        // Most take what picocli gives them.
    }

    abstract int run(OperatorLink link) throws InterruptedException;

    final String application() {
        return name;
    }

    /** Finds an object that the application shares. */
    final RemoteObject shared(OperatorLink link, String object) {
        RemoteObject found;
        try {
            found = link.renderer().remote().getGlobal(object);
        } catch (IllegalArgumentException typed) {
            throw CommandFailure.of(
                    "'" + object + "' of '" + name
                            + "' is an object with methods, which has no properties to be looked at",
                    typed);
        }
        if (found == null) {
            throw CommandFailure.of("'" + name + "' shares no object '" + object + "'; "
                    + names("it shares ", link.port().globals(), "it shares nothing"));
        }
        return found;
    }

    static String names(String before, List<String> names, String none) {
        return names.isEmpty() ? none : before + String.join(", ", names);
    }
}
