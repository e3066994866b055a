package dev.covalent.launcher.bench.jvm;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What main shares as a typed object. Thread-safe. */
public interface Echo {

    /** Returns what it was given. */
    Person echo(Person person);

    /** Makes an object, which the caller gets by reference. */
    Token make();

    /** Takes the callback that main is to call. */
    void register(Function<Map<String, Object>, CompletionStage<Map<String, Object>>> callback);

    /** The small message as a record. */
    record Person(String name, long age) {}

    /** What is made. */
    interface Token {}
}
