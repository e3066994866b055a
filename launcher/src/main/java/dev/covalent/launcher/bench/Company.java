package dev.covalent.launcher.bench;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.CpuAffinity;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.common.process.OutputSink;
import dev.covalent.launcher.bench.jvm.BenchJvm;
import dev.covalent.launcher.bench.plan.Seat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes that are measured: two that know nothing of Covalent, a main process and two renderers. All have the same
 * flags. None outlives this object, or this process.
 *
 * <p>One thread starts them and uses them; {@link #close} may be called by another.
 */
final class Company implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Company.class);
    private static final String NAME = "covalent-bench";
    private static final int BACKLOG = 10;
    private static final int START_MILLIS = 60_000;
    private static final int SECRET_MILLIS = 2_000;
    private static final long LEAVE_SECONDS = 5;
    private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";
    private static final String[] FLAGS = {
        "-Xmx512m",
        "-Xmn128m",
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData", // a file in the directory for temporary files
        "-Djmh.ignoreLock=true", // another there; the processes take their turns anyway
        "-Djava.rmi.server.hostname=127.0.0.1"
    };

    private final BenchDirectory directory;
    private final SecureRandom random = new SecureRandom();
    private final Map<Seat, Player> players = new EnumMap<>(Seat.class);
    private final Object lock = new Object();

    @GuardedBy("lock") private final List<ChildJvm> jvms = new ArrayList<>();

    @GuardedBy("lock") private boolean closed;

    Company(BenchDirectory directory) {
        this.directory = directory;
    }

    /** Starts them all and makes them known to each other. */
    void gather() {
        Map<Seat, byte[]> secrets = new EnumMap<>(Seat.class);
        Map<Seat, ChildJvm> seated = new EnumMap<>(Seat.class);
        try (ServerSocket door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
            for (Seat seat : Seat.values()) {
                byte[] secret = new byte[BenchJvm.SECRET_BYTES];
                random.nextBytes(secret);
                secrets.put(seat, secret);
                seated.put(seat, start(seat, door.getLocalPort(), secret));
            }
            admit(door, secrets, seated);
        } catch (IOException failed) {
            throw new BenchException(
                    "The processes of the benchmark could not be started: " + failed.getMessage(), failed);
        }
        introduce();
    }

    Player player(Seat seat) {
        Player player = players.get(seat);
        if (player == null) {
            throw new IllegalStateException("There is no " + seat);
        }
        return player;
    }

    /** Says which processors each process may run on. */
    void seat(Map<Seat, List<Integer>> processors) {
        processors.forEach((seat, allowed) -> {
            try {
                CpuAffinity.set(player(seat).pid(), allowed);
            } catch (IOException failed) {
                throw new BenchException(
                        "The processes cannot be pinned (" + failed.getMessage() + "). Try --no-pin.", failed);
            }
        });
    }

    /** Lets them end in good order, which renderers do before main, and kills what does not. */
    void dismiss() {
        for (Seat seat : List.of(Seat.PARTNER, Seat.RENDERER, Seat.MAIN, Seat.BARE_CLIENT, Seat.BARE_SERVER)) {
            Player player = players.get(seat);
            if (player != null) {
                leave(player);
            }
        }
        close();
    }

    /** Kills them. */
    @Override
    public void close() {
        List<ChildJvm> left;
        synchronized (lock) {
            closed = true;
            left = List.copyOf(jvms);
        }
        left.forEach(ChildJvm::kill);
        left.forEach(ChildJvm::close);
    }

    private void leave(Player player) {
        try {
            player.close();
            for (ChildJvm jvm : jvms()) {
                if (jvm.pid() == player.pid()) {
                    jvm.onExit().get(LEAVE_SECONDS, TimeUnit.SECONDS);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException | ExecutionException | TimeoutException late) {
            log.debug("A process of the benchmark did not end by itself", late);
        }
    }

    private List<ChildJvm> jvms() {
        synchronized (lock) {
            return List.copyOf(jvms);
        }
    }

    private ChildJvm start(Seat seat, int port, byte[] secret) throws IOException {
        JvmCommand command = JvmCommand.builder(BenchJvm.class.getName())
                .role("bench-" + seat)
                .flags(FLAGS)
                .flags(directory.flags())
                .flags("-D" + LOG_LEVEL + "=" + System.getProperty(LOG_LEVEL, "warn"))
                .arguments(seat.name(), Integer.toString(port))
                .build();
        ChildJvm jvm = ChildJvm.start(command, secret, Company::print);
        boolean tooLate;
        synchronized (lock) {
            tooLate = closed;
            jvms.add(jvm);
        }
        if (tooLate) {
            jvm.close();
            throw new BenchException("The benchmark was ended");
        }
        return jvm;
    }

    private void admit(ServerSocket door, Map<Seat, byte[]> secrets, Map<Seat, ChildJvm> seated) throws IOException {
        door.setSoTimeout(START_MILLIS);
        while (players.size() < seated.size()) {
            Socket socket = door.accept();
            socket.setSoTimeout(SECRET_MILLIS);
            byte[] secret = socket.getInputStream().readNBytes(BenchJvm.SECRET_BYTES);
            Seat seat = secrets.keySet().stream()
                    .filter(candidate -> MessageDigest.isEqual(secrets.get(candidate), secret))
                    .findFirst()
                    .orElse(null);
            if (seat == null) {
                socket.close();
            } else {
                players.put(seat, new Player(Objects.requireNonNull(seated.get(seat)), socket));
            }
        }
    }

    private void introduce() {
        player(Seat.BARE_CLIENT).open(player(Seat.BARE_SERVER).open(""));
        String main = player(Seat.MAIN).open(NAME);
        String partner = player(Seat.PARTNER).open(main);
        String renderer = player(Seat.RENDERER).open(main);
        player(Seat.MAIN).meet(renderer, partner);
        player(Seat.RENDERER).meet(renderer, partner);
    }

    private static void print(long pid, OutputSink.Stream stream, String line) {
        log.warn("[pid {}] {}", pid, line);
    }
}
