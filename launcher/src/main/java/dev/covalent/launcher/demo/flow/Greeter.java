package dev.covalent.launcher.demo.flow;

/** An object of the main process that renderers call, and that calls them back. */
public interface Greeter {

    /** Greets whoever is named. */
    String greet(String name);

    /** Keeps a callback for later. */
    void onGreeting(Listener listener);

    /** Is told of a greeting; a lambda of a renderer. */
    @FunctionalInterface
    interface Listener {

        /** Takes the greeting. */
        void greeted(String greeting);
    }
}
