package dev.covalent.launcher.bench.fault;

import dev.covalent.common.concurrent.Threads;
import dev.covalent.renderer.Renderer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The main class of a process that attaches many renderers to an application at once, as soon as it is told to. */
final class RushProgram {
    /** How many. */
    static final int MANY = 200;

    /** How often all attach and close before it counts, so that their JVM has loaded and compiled what that takes. */
    private static final int WARM_UPS = 3;

    private static final long LIMIT_SECONDS = 30;

    private RushProgram() {}

    /** Attaches to the application of that name, and keeps the renderers until its standard input ends. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        for (int i = 0; i < WARM_UPS; i++) {
            attachAll(arguments[0]).forEach(Renderer::close);
        }
        System.out.println(Victim.READY);
        System.out.flush();
        int told = System.in.read();
        List<Renderer> attached = told < 0 ? List.of() : attachAll(arguments[0]);
        while (!attached.isEmpty() && told >= 0) {
            told = System.in.read();
        }
        System.exit(0);
    }

    private static List<Renderer> attachAll(String name) throws InterruptedException {
        List<Renderer> attached = new CopyOnWriteArrayList<>();
        CountDownLatch left = new CountDownLatch(MANY);
        Stream.generate(() -> Threads.daemon("attaching", () -> {
                    attached.add(Renderer.attachment(name).headless(true).attach());
                    left.countDown();
                }))
                .limit(MANY)
                .toList()
                .forEach(Thread::start);
        if (!left.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            System.out.println(attached.size() + " of " + MANY + " have attached");
            System.exit(1);
        }
        return attached;
    }
}
