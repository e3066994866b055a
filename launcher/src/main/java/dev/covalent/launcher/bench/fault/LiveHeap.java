package dev.covalent.launcher.bench.fault;

import java.lang.management.ManagementFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What this JVM's heap holds. The JVM's own figure of what is used counts gaps as well, which a collector leaves where it
 * likes, and which differ by more than what is looked for here.
 */
final class LiveHeap {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");

    private LiveHeap() {}

    /** Collects the garbage and returns the size of all objects that are left, in bytes. */
    static long bytes() {
        String histogram;
        try {
            histogram = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            ObjectName.getInstance("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException failed) {
            throw new IllegalStateException("This JVM does not count its objects", failed);
        }
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IllegalStateException("This JVM counts its objects in another way: " + histogram);
        }
        return Long.parseLong(total.group(1));
    }
}
