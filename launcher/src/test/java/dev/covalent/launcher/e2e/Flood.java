package dev.covalent.launcher.e2e;

import dev.covalent.common.MessagePort;
import dev.covalent.common.QueueFullException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends from a renderer, without looking, until it is refused. Confined to one thread. */
final class Flood {
    /** What a message carries beside its number. */
    static final int BALLAST = 2_000;

    private static final int MOST = 100_000;

    private final ScriptHost host;
    private final String channel;
    private int accepted;
    private boolean told;

    /**
     * How it went.
     *
     * @param accepted how many messages were taken
     * @param told whether the sender was told to wait before it was refused
     * @param refusal what the refusal said
     * @param buffered how many bytes waited then
     */
    record Result(int accepted, boolean told, String refusal, long buffered) {}

    private Flood(ScriptHost host, String channel) {
        this.host = host;
        this.channel = channel;
    }

    /** Floods main until it is refused, leaves a file that says so, and waits for the drain. */
    static Result main(ScriptHost host, String channel, Path refused) throws Exception {
        Flood flood = new Flood(host, channel);
        CountDownLatch drained = new CountDownLatch(1);
        host.ipc().onDrain(receiver -> {
            if (receiver == 0) {
                drained.countDown();
            }
        });
        String refusal = flood.untilRefused(number -> host.ipc().send(channel, number, new byte[BALLAST]));
        long buffered = host.ipc().bufferedAmount();
        Files.createFile(refused);
        if (!drained.await(RendererScripts.LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new TimeoutException("The drain was not told");
        }
        return new Result(flood.accepted, flood.told, refusal, buffered);
    }

    /** Floods another renderer until it is refused; the drain is kept as a message on the channel and ".drain". */
    static Result sendTo(ScriptHost host, String channel, int contents) {
        Flood flood = new Flood(host, channel);
        host.ipc().onDrain(flood::keepDrain);
        String refusal = flood.untilRefused(number -> host.ipc().sendTo(contents, channel, number, new byte[BALLAST]));
        return new Result(flood.accepted, flood.told, refusal, host.ipc().bufferedAmount(contents));
    }

    /** Floods a port that the host keeps until it is refused; the drain is kept likewise. */
    static Result port(ScriptHost host, String channel) {
        Flood flood = new Flood(host, channel);
        MessagePort port = host.port(channel);
        port.onDrain(() -> flood.keepDrain(0));
        String refusal = flood.untilRefused(number -> {
            port.postMessage(List.of(number, new byte[BALLAST]));
            return port.isWritable();
        });
        return new Result(flood.accepted, flood.told, refusal, port.bufferedAmount());
    }

    /** Blocks the calling thread until there is a file. */
    static void await(Path file) throws InterruptedException {
        Eventually.becomes(true, () -> Files.exists(file));
    }

    /** Blocks the calling thread for a second, unless there is a file by then. */
    static void pauseUnless(Path file) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        CountDownLatch never = new CountDownLatch(1);
        while (!Files.exists(file) && System.nanoTime() - end < 0) {
            if (never.await(10, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody counts it down");
            }
        }
    }

    /** Makes a file, on which {@link #await} waits. */
    static void signal(Path file) throws IOException {
        Files.createFile(file);
    }

    private void keepDrain(int receiver) {
        host.inbox.add(channel + ".drain", new Heard(receiver, 0, List.of(receiver)));
    }

    private String untilRefused(Send send) {
        try {
            while (accepted < MOST) {
                told |= !send.send(accepted);
                accepted++;
            }
            return "never";
        } catch (QueueFullException full) {
            return String.valueOf(full.getMessage());
        }
    }

    /** Sends one message; returns false if the sender should wait. */
    @FunctionalInterface
    private interface Send {
        boolean send(int number);
    }
}
