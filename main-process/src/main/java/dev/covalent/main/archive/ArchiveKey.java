package dev.covalent.main.archive;

import dev.covalent.common.process.JvmCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an archive depends on: the Java, the class path with the age and size of each jar, and some flags.
 *
 * <p>Immutable.
 *
 * @param digest names it
 * @param flags the flags with which it is to be made
 */
record ArchiveKey(String digest, List<String> flags) {
    private static final Logger log = LoggerFactory.getLogger(ArchiveKey.class);

    private static final int DIGEST_BYTES = 12;

    /** Flags that make no difference to what is archived. */
    private static final Pattern INDIFFERENT = Pattern.compile("-D.*|-Xm[xsn].*|-Xss.*|-e?s?[ed]a(?::.*)?|-esa|-dsa"
            + "|-Xlog:trimnative=off|-XX:(?:InitialRAMPercentage|InitialHeapSize|MaxDirectMemorySize|MaxMetaspaceSize"
            + "|TrimNativeHeapInterval|ErrorFile)=.*");

    /** Flags that would do something of their own where the archive is made, or are about archives themselves. */
    private static final Pattern NOT_TO_BE_SHARED = Pattern.compile(
            "-D(?:java\\.system\\.class\\.loader|jdk\\.module\\.).*|-XX:.*(?:Archive|AOT|CDS|FlightRecord|DynamicDump|ClassList|Flags=|VMOptionsFile|OnError).*");

    /**
     * Makes the key for a command; absent if there can be no archive for it, or if it says something about archives
     * itself.
     */
    static Optional<ArchiveKey> of(JvmCommand command) {
        List<String> relevant = new ArrayList<>();
        for (String flag : command.flags()) {
            boolean indifferent = INDIFFERENT.matcher(flag).matches();
            if (NOT_TO_BE_SHARED.matcher(flag).matches() || (!indifferent && !flag.startsWith("-XX:"))) {
                log.debug("No class archive for {}: it has the flag {}", command, flag);
                return Optional.empty();
            }
            if (!indifferent) {
                relevant.add(flag);
            }
        }
        try {
            return Optional.of(new ArchiveKey(digest(command, relevant), List.copyOf(relevant)));
        } catch (IOException failed) {
            log.debug("No class archive for {}: {}", command, failed.getMessage());
            return Optional.empty();
        }
    }

    private static String digest(JvmCommand command, List<String> flags) throws IOException {
        List<String> parts = new ArrayList<>(flags);
        for (String property : List.of("java.home", "java.vm.version", "java.vm.vendor", "os.arch")) {
            parts.add(property + "=" + System.getProperty(property));
        }
        parts.add(command.java() + " " + Files.size(command.java()) + " "
                + Files.getLastModifiedTime(command.java()).toMillis());
        for (Path entry : command.classPath()) {
            parts.add(JarStamp.of(entry));
        }
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] digest = sha.digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("Every JVM has SHA-256", impossible);
        }
    }
}
