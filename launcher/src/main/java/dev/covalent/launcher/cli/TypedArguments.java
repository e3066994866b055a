package dev.covalent.launcher.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was typed, before Java has made text of it: what it cannot decode it replaces by question marks. */
final class TypedArguments {
    private static final Logger log = LoggerFactory.getLogger(TypedArguments.class);
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final String ENCODING = "sun.jnu.encoding";

    private TypedArguments() {}

    /** Tells what is wrong if one of the last arguments of this process is not in its encoding; Linux alone shows them. */
    static Optional<String> flaw(int count) {
        if (!Files.isReadable(COMMAND_LINE)) {
            return Optional.empty();
        }
        try {
            Charset encoding = Charset.forName(System.getProperty(ENCODING, StandardCharsets.UTF_8.name()));
            return flaw(Files.readAllBytes(COMMAND_LINE), count, encoding);
        } catch (IOException | IllegalArgumentException unknown) {
            log.debug("What was typed cannot be told", unknown);
            return Optional.empty();
        }
    }

    /**
     * Looks at the last arguments of a command line.
     *
     * @param commandLine each of its words ends with a zero
     */
    static Optional<String> flaw(byte[] commandLine, int count, Charset encoding) {
        try {
            int start = start(commandLine, count);
            encoding.newDecoder().decode(ByteBuffer.wrap(commandLine, start, commandLine.length - start));
            return Optional.empty();
        } catch (CharacterCodingException undecodable) {
            return Optional.of("The arguments have characters that the encoding of this locale, " + encoding
                    + ", does not. Use one whose encoding is UTF-8, as in LC_ALL=C.UTF-8.");
        }
    }

    private static int start(byte[] commandLine, int count) {
        int start = commandLine.length;
        for (int left = count; left > 0 && start > 0; left--) {
            start--; // the zero at the end of the word
            while (start > 0 && commandLine[start - 1] != 0) {
                start--;
            }
        }
        return start;
    }
}
