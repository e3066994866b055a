package dev.covalent.launcher.cli;

import picocli.CommandLine.IVersionProvider;

/** Tells the version that the jar was built as. */
final class ProgramVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String built = ProgramVersion.class.getPackage().getImplementationVersion();
        return new String[] {"covalent " + (built == null ? "(not packaged)" : built)};
    }
}
