package dev.covalent.launcher.cli;

import dev.covalent.common.ChannelName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An operator's command that sends something to main or to a window. Not thread-safe. */
abstract class MessageCommand extends NamedCommand {
    static final String TO = "--to takes the id of contents, from 1 up";

    @Parameters(index = "1", paramLabel = "CHANNEL", description = "The channel.")
    @SuppressWarnings("NullAway.Init") // picocli insists on it
    private String channel;

    @Parameters(
            index = "2..*",
            arity = "0..*",
            paramLabel = "ARG",
            description = "The arguments, each as JSON; from one on that begins with '-' they come after '--'.")
    private List<String> typed = new ArrayList<>();

    @Option(
            names = "--to",
            paramLabel = "CONTENTS",
            description = "The contents to send to, as 'covalent ps NAME' lists them; by default main.")
    private @Nullable Integer to;

    @Option(names = "--string", description = "Take every ARG as text, not as JSON.")
    private boolean string;

    private List<@Nullable Object> arguments = List.of();

    @Override
    void prepare() {
        try {
            ChannelName.check(channel);
        } catch (IllegalArgumentException noName) {
            throw wrongUse(String.valueOf(noName.getMessage()));
        }
        Integer target = to;
        if (target != null && target < 1) {
            throw wrongUse(TO + ", not " + target);
        }
        arguments = values("ARG", typed, string);
    }

    final String channel() {
        return channel;
    }

    /** Returns the contents that it is for; 0 for main. */
    final int target() {
        return to == null ? 0 : to;
    }

    final List<@Nullable Object> arguments() {
        return arguments;
    }
}
