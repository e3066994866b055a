package dev.covalent.launcher.e2e;

import dev.covalent.main.App;
import dev.covalent.main.MainProcess;
import dev.covalent.main.SecondInstance;
import java.io.DataInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Applications that want to be the only instance: {@code instance NAME USER_DATA start|hold ARGUMENTS…}, of which the second
 * exits with 1, and {@code instances NAME USER_DATA PORT}, which wants many names one after the other.
 */
final class InstanceProgram {

    private InstanceProgram() {}

    static void run(String[] args) throws InterruptedException {
        MainProcess.Builder builder =
                MainProcess.builder().name(args[1]).headless(true).userData(Path.of(args[2]));
        say("asks");
        boolean first;
        try {
            first = builder.requestSingleInstanceLock(
                    Arrays.copyOfRange(args, 4, args.length),
                    Map.of("pid", ProcessHandle.current().pid()));
        } catch (RuntimeException failed) {
            say("failed " + failed.getClass().getSimpleName() + ": " + failed.getMessage());
            System.exit(2);
            return;
        }
        say(first ? "first" : "second");
        if (!first) {
            System.exit(1);
        }
        if (args[3].equals("hold")) {
            new CompletableFuture<Void>().join();
        }
        MainProcess main = builder.start();
        main.app()
                .on(
                        App.SECOND_INSTANCE,
                        second -> say("heard " + second.arguments() + " in " + second.workingDirectory() + " of "
                                + second.additionalData().get(Map.class).get("pid")));
        say("started " + main.app().hasSingleInstanceLock());
        System.exit(main.awaitQuit());
    }

    /**
     * Of two that run this together, one is first in each round, and goes on when it has heard of the other one. Both ask at
     * the instant that the {@link StartingLine} at {@code port} gives.
     */
    static void race(String name, Path userData, int port) throws Exception {
        try (Socket line = new Socket(InetAddress.getLoopbackAddress(), port)) {
            DataInputStream instants = new DataInputStream(line.getInputStream());
            for (int round = 0; ; round++) {
                MainProcess.Builder builder = MainProcess.builder()
                        .name(name + "-" + round)
                        .headless(true)
                        .userData(userData.resolve(Integer.toString(round)));
                line.getOutputStream().write(1);
                long instant = instants.readLong();
                if (instant == StartingLine.END) {
                    break;
                }
                while (StartingLine.now() < instant) {
                    Thread.onSpinWait();
                }
                askOnce(builder, round);
            }
        }
        System.exit(0);
    }

    private static void askOnce(MainProcess.Builder builder, int round) throws Exception {
        if (!builder.requestSingleInstanceLock("round", Integer.toString(round))) {
            say("round " + round + " second");
            return;
        }
        try (MainProcess main = builder.start()) {
            CompletableFuture<SecondInstance> heard = new CompletableFuture<>();
            main.app().on(App.SECOND_INSTANCE, heard::complete);
            say("round " + round + " first, heard "
                    + heard.get(30, TimeUnit.SECONDS).arguments());
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
