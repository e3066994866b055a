package dev.covalent.launcher.cli;

import dev.covalent.renderer.RemoteWebContents;
import dev.covalent.renderer.boot.OperatorLink;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** The command {@code covalent send}. Not thread-safe. */
@Command(
        name = "send",
        description = {
            "Sends a message to the main process, as ipcRenderer.send does, or to a window, as webContents.send does.",
            "",
            "It ends when the message has been delivered to main; whether anybody listens is not known."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  covalent send notes sendMsg '\"hello\"' '{\"urgent\": true}'",
            "  covalent send notes sendMsg hello --string",
            "  covalent send notes news '[1, 2]' --to 3"
        },
        exitCodeListHeading = ExitStatus.HEADING,
        exitCodeList = {ExitStatus.OK, ExitStatus.FAILED, ExitStatus.USAGE, ExitStatus.ENDED},
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
final class SendCommand extends MessageCommand {
    @Override
    int run(OperatorLink link) {
        Object[] arguments = arguments().toArray();
        if (target() == 0) {
            link.renderer().ipcRenderer().send(channel(), arguments);
        } else {
            RemoteWebContents contents = link.renderer()
                    .remote()
                    .webContents()
                    .fromId(target())
                    .orElseThrow(() -> CommandFailure.of("'" + application() + "' has no contents " + target()
                            + "; 'covalent ps " + application() + "' lists them"));
            contents.send(channel(), arguments);
        }
        link.port().globals(); // answered after what was sent before was delivered
        if (isJson()) {
            printValue(Map.of("sent", true));
        }
        return ExitCode.OK;
    }
}
