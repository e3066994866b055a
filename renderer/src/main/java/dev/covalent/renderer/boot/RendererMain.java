package dev.covalent.renderer.boot;

import dev.covalent.common.concurrent.Threads;
import dev.covalent.common.frame.SpareBootstrap;
import dev.covalent.common.process.ExitCodes;
import dev.covalent.common.rmi.LookupRehearsal;
import dev.covalent.renderer.host.Uncaught;
import java.util.List;

/**
 * The main class of a renderer that main has forked.
 *
 * <p>It has no logger: to find what the application logs by takes long, and something else is done meanwhile.
 */
public final class RendererMain {
    private RendererMain() {}

    /** Runs the renderer until it is closed or main is gone. */
    public static void main(String[] arguments) {
        prepare();
        System.exit(ForkedRenderer.run(List.of(arguments).contains(SpareBootstrap.ARGUMENT)));
    }

    /** Does what need not wait for anything else. */
    static void prepare() {
        // The JVM's own flag sees its heap and its metaspace run out, but neither direct memory nor threads.
        Uncaught.outOfMemoryEnds(() -> Runtime.getRuntime().halt(ExitCodes.OUT_OF_MEMORY));
        Thread.setDefaultUncaughtExceptionHandler(Uncaught::print);
        Threads.daemon("prepare", LookupRehearsal::beforeLogging).start();
    }
}
