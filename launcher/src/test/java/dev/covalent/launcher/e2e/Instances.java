package dev.covalent.launcher.e2e;

import java.lang.management.ManagementFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** Counts the objects of a class that are reachable in this JVM. */
final class Instances {
    private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";

    private Instances() {}

    /** Collects the garbage and counts the instances of exactly that class. */
    static int of(String className) {
        Pattern line = Pattern.compile("\\s(\\d+)\\s+\\d+\\s+" + Pattern.quote(className) + "\\s");
        Matcher found = line.matcher(histogram());
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    private static String histogram() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(new ObjectName(COMMANDS), "gcClassHistogram", new Object[] {new String[0]}, new String[] {
                        String[].class.getName()
                    });
        } catch (JMException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
