package dev.covalent.launcher.bench.jvm;

import java.util.Map;

/** What main shares as a typed object. Thread-safe. */
public interface Echo {

    /** Returns what it was given. */
    Map<String, Object> echo(Map<String, Object> person);
}
