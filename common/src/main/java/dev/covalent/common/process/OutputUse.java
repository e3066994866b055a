package dev.covalent.common.process;

/** What is done with what a child process prints. */
public enum OutputUse {
    /** It is taken line by line, and the last lines are kept. */
    TAKEN(ProcessBuilder.Redirect.PIPE),
    /** It is left to whoever reads it from {@link ChildJvm#output}; a child whose output nobody reads waits. */
    HANDED_OVER(ProcessBuilder.Redirect.PIPE),
    /** It goes where this process's own goes. */
    INHERITED(ProcessBuilder.Redirect.INHERIT);

    private final ProcessBuilder.Redirect redirect;

    OutputUse(ProcessBuilder.Redirect redirect) {
        this.redirect = redirect;
    }

    ProcessBuilder.Redirect redirect() {
        return redirect;
    }
}
