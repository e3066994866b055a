package dev.covalent.launcher.demo;

/** The JVMs of the demo's renderers: they live for seconds. */
final class DemoJvm {
    private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    private DemoJvm() {}

    /** Returns the flags that they are started with. */
    static String[] flags() {
        return new String[] {
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData", // a file in the directory for temporary files, which a JVM that is killed leaves behind
            "-D" + LOG_LEVEL + "=" + System.getProperty(LOG_LEVEL, "warn")
        };
    }
}
