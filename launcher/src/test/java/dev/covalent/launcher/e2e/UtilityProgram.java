package dev.covalent.launcher.e2e;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessageEvent;
import dev.covalent.common.MessagePort;
import dev.covalent.common.Subscription;
import dev.covalent.common.TypeToken;
import dev.covalent.renderer.ParentPort;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * What the tests' utility processes run: {@code serve} does what it is told by messages, each a list that begins with a
 * word; the others do one thing and end, or do not.
 */
final class UtilityProgram {
    private static final TypeToken<List<@Nullable Object>> COMMAND = new TypeToken<>() {};

    private UtilityProgram() {}

    public static void main(String[] args) throws Exception {
        ParentPort port = ParentPort.get();
        switch (args.length == 0 ? "return" : args[0]) {
            case "return" -> {}
            case "serve" -> port.onMessage(event -> serve(port, event));
            case "throw" -> {
                port.onMessage(event -> {}); // which would keep the JVM
                throw new IllegalStateException("as the test wants");
            }
            case "post-and-exit" -> postAndExit(port, Integer.parseInt(args[1]));
            case "listen-twice" -> listenTwice(port);
            case "stubborn" -> {
                Runtime.getRuntime().addShutdownHook(new Thread(UtilityProgram::never));
                port.onMessage(event -> {});
                port.postMessage("ready");
            }
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void serve(ParentPort port, MessageEvent event) throws Exception {
        List<@Nullable Object> command = event.data().get(COMMAND);
        switch (String.valueOf(command.get(0))) {
            case "echo" -> port.postMessage(command.get(1));
            case "exit" -> System.exit(event.data().get(COMMAND).get(1) instanceof Number code ? code.intValue() : -1);
            case "place" ->
                port.postMessage(List.of(
                        String.valueOf(System.getenv("UTILITY_TEST")),
                        System.getenv().containsKey("PATH"),
                        Path.of("").toAbsolutePath().toString(),
                        String.valueOf(System.getProperty("utility.test")),
                        Runtime.getRuntime().maxMemory() >> 20));
            case "origin" -> port.postMessage(origin().toRealPath().toString());
            case "print" -> {
                System.out.println("out: " + command.get(1));
                System.err.println("err: " + command.get(1));
                port.postMessage("printed");
            }
            case "exhaust" -> exhaust();
            case "uncloneable" -> uncloneable(port);
            case "take-port" -> {
                MessagePort taken = event.ports().get(0);
                taken.onMessage(message ->
                        taken.postMessage("utility heard " + message.data().get()));
                port.postMessage("taken");
            }
            case "give-port" -> {
                MessageChannel channel = port.newMessageChannel();
                channel.port1()
                        .onMessage(message -> channel.port1()
                                .postMessage("back: " + message.data().get()));
                port.postMessage("here", List.of(channel.port2()));
            }
            default -> throw new IllegalArgumentException(String.valueOf(command));
        }
    }

    /** Returns the jar or directory that this class was loaded from. */
    private static Path origin() throws URISyntaxException {
        return Path.of(UtilityProgram.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static void uncloneable(ParentPort port) {
        try {
            port.postMessage(new Thread("not sent"));
        } catch (RuntimeException refused) {
            port.postMessage(refused.getMessage());
        }
    }

    private static void postAndExit(ParentPort port, int count) {
        for (int i = 0; i < count; i++) {
            port.postMessage(i);
        }
        System.exit(7);
        port.postMessage("never");
    }

    /** Hears two messages, pauses until main has been told, and hears the rest. */
    private static void listenTwice(ParentPort port) throws InterruptedException {
        CountDownLatch two = new CountDownLatch(2);
        List<Object> heard = new ArrayList<>();
        Subscription[] first = new Subscription[1];
        CountDownLatch set = new CountDownLatch(1);
        first[0] = port.onMessage(event -> {
            set.await();
            heard.add(event.data().get());
            two.countDown();
            if (two.getCount() == 0) {
                first[0].close();
            }
        });
        set.countDown();
        two.await();
        port.postMessage("paused after " + heard.size());
        port.onMessage(event -> port.postMessage(event.data().get()));
    }

    private static void exhaust() {
        List<byte[]> all = new ArrayList<>();
        while (all.size() < Integer.MAX_VALUE) {
            all.add(new byte[1 << 20]);
        }
    }

    private static void never() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
