package dev.covalent.main;

import java.util.List;

/**
 * Forks utility processes: JVMs that show nothing and do work for the application. Mirrors Electron's {@code
 * utilityProcess}.
 *
 * <p>They belong to the application: they end with it, however it ends, but do not keep it from quitting. Thread-safe.
 */
public interface UtilityProcesses {

    /**
     * Forks a JVM that runs a class, with every default.
     *
     * @param main a class with a {@code public static void main(String[])}
     * @param args what that method is given
     * @throws IllegalStateException as {@link #fork(String, List, UtilityOptions)} does
     */
    default UtilityProcess fork(Class<?> main, String... args) {
        return fork(main.getName(), List.of(args), UtilityOptions.defaults());
    }

    /** Forks a JVM as {@link #fork(String, List, UtilityOptions)} does, whose main method is given nothing. */
    default UtilityProcess fork(String mainClass, UtilityOptions options) {
        return fork(mainClass, List.of(), options);
    }

    /**
     * Forks a JVM that runs a class, and returns at once. There {@code ParentPort.get()} leads to this process. It runs as
     * any JVM does: until its main method has returned, no thread that is not a daemon runs, and its parent port has no
     * listener; or until it calls {@code System.exit}. An exception that its main method throws is printed and ends it with
     * exit code 1, as does a class that is not there.
     *
     * @param mainClass the binary name of a class with a {@code public static void main(String[])}; it may be less public
     * @param args what that method is given, at most 1 MiB in all; other processes cannot see it
     * @throws IllegalStateException {@code utilityProcess cannot be created before app is ready}, or if the application is
     *     quitting or has ended
     * @throws IllegalArgumentException if there can be no such process: {@code Missing UtilityProcess entry script.}, for one
     */
    UtilityProcess fork(String mainClass, List<String> args, UtilityOptions options);
}
