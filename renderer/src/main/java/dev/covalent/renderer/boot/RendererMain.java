package dev.covalent.renderer.boot;

import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.SpareBootstrap;
import dev.covalent.common.rmi.LookupRehearsal;
import java.util.List;

/**
 * The main class of a renderer that main has forked.
 *
 * <p>RMI is loaded while what the application logs by is found, which nothing here may wait for: this class has no logger.
 */
public final class RendererMain {
    private RendererMain() {}

    /** Runs the renderer until it is closed or main is gone. */
    public static void main(String[] arguments) {
        prepare();
        System.exit(ForkedRenderer.run(List.of(arguments).contains(SpareBootstrap.ARGUMENT)));
    }

    /** Starts what need not wait for anything else. */
    static void prepare() {
        Threads.daemon("prepare", LookupRehearsal::run).start();
    }
}
