package dev.covalent.common.process;

/** What is done with what a child process prints. */
public enum OutputUse {
    /** It is taken line by line, and the last lines are kept. */
    TAKEN,
    /** It is left to whoever reads it from {@link ChildJvm#output}; a child whose output nobody reads waits. */
    HANDED_OVER,
    /** It goes where this process's own goes. */
    INHERITED;

    ProcessBuilder.Redirect redirect() {
        return this == INHERITED ? ProcessBuilder.Redirect.INHERIT : ProcessBuilder.Redirect.PIPE;
    }
}
