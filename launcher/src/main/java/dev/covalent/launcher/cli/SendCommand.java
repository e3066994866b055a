package dev.covalent.launcher.cli;

import dev.covalent.common.RemoteCallException;
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
            "It ends when the message has been delivered to main, and fails if it is for a window whose renderer is gone;"
                    + " whether anybody listens is not known."
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
        if (target() == 0) {
            link.renderer().ipcRenderer().send(channel(), arguments().toArray());
            link.port().globals(); // answered after what was sent before was delivered
        } else {
            sendToPage(link);
        }
        if (isJson()) {
            printValue(Map.of("sent", true));
        }
        return ExitCode.OK;
    }

    private void sendToPage(OperatorLink link) {
        try {
            link.port().send(target(), channel(), arguments());
        } catch (RemoteCallException answer) {
            throw refused(answer);
        }
    }
}
