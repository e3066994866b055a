package dev.covalent.common.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The flags that every child JVM gets.
 *
 * <p>Immutable.
 */
final class JvmFlags {
    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC");
    private static final int NATIVE_ACCESS_WARNS_SINCE = 24;

    private JvmFlags() {}

    /**
     * Lists the flags that go before {@code given}, which may therefore overrule them.
     *
     * @param sameJava whether the child runs on the Java of this process, whose version is known
     */
    static List<String> before(List<String> given, @Nullable Path crashReports, boolean sameJava) {
        List<String> flags = new ArrayList<>();
        flags.add("-XX:+ExitOnOutOfMemoryError"); // else a JVM lives on without the thread that ran out
        flags.add("-XX:-OmitStackTraceInFastThrow");
        // Else a JVM cannot halt while compiled code is in a counted loop, and a child would outlive its parent.
        flags.add("-XX:+UseCountedLoopSafepoints");
        flags.add("-XX:LoopStripMiningIter=1000"); // a look every 1000 rounds, not in each
        if (given.stream().noneMatch(flag -> COLLECTOR.matcher(flag).matches())) {
            flags.add("-XX:+UseSerialGC"); // two collectors are an error, not an overruling
        }
        if (crashReports != null) {
            flags.add("-XX:ErrorFile=" + crashReports.resolve("hs_err_%p.log"));
        }
        flags.add("-Dfile.encoding=UTF-8"); // the pumps read UTF-8, whatever the locale; two more names from JDK 19
        flags.add("-Dstdout.encoding=UTF-8");
        flags.add("-Dstderr.encoding=UTF-8");
        flags.add("-Dguice_custom_class_loading=CHILD"); // keeps Guice 7 from a warning about Unsafe on JDK 25
        if (sameJava && Runtime.version().feature() >= NATIVE_ACCESS_WARNS_SINCE) {
            flags.add("--enable-native-access=ALL-UNNAMED");
        }
        return flags;
    }
}
