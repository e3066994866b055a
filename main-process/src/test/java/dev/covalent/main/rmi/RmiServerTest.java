package dev.covalent.main.rmi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.process.FrameworkThreads;
import dev.covalent.common.rmi.DataFilter;
import dev.covalent.common.rmi.RegistryClient;
import dev.covalent.common.rmi.RmiSettings;
import dev.covalent.common.transport.CallDeadline;
import dev.covalent.common.transport.Dialer;
import dev.covalent.common.transport.Role;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.main.listener.Eventually;
import dev.covalent.main.listener.Listener;
import dev.covalent.main.listener.PeerOutcome;
import dev.covalent.main.listener.RecordingDirectory;
import dev.covalent.main.listener.Transport;
import java.io.InvalidClassException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.rmi.AccessException;
import java.rmi.AlreadyBoundException;
import java.rmi.NoSuchObjectException;
import java.rmi.NotBoundException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.UnmarshalException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
final class RmiServerTest {
    private static final DataFilter FILTER = DataFilter.bytes(2_000_000);

    private final RecordingDirectory directory = new RecordingDirectory();
    private final ProbeServer probe = new ProbeServer();

    @TempDir
    Path folder;

    /** A main process with the probe bound. */
    private final class Main implements AutoCloseable {
        private final Listener listener;
        private final RmiServer server;

        Main(Transport transport) throws Exception {
            listener = Listener.start(transport.options(folder), directory);
            server = RmiServer.start(listener);
            server.bind("probe", probe, FILTER);
        }

        Dialer dialer(long sessionId) {
            SessionKey key = directory.add(sessionId);
            return new Dialer(listener.address(), () -> key);
        }

        @Override
        public void close() {
            probe.released.countDown();
            server.close();
            listener.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void lookup_bound_callsTheObjectOverPooledConnections(Transport transport) throws Exception {
        try (Main main = new Main(transport);
                Dialer dialer = main.dialer(7)) {
            Probe stub = lookup(dialer);

            for (int size : new int[] {0, 1, 100, 70_000, 1_500_000}) {
                byte[] bytes = new byte[size];
                Arrays.fill(bytes, (byte) 0x52);
                assertThat(stub.echo(bytes)).as("%d bytes", size).isEqualTo(bytes);
            }

            for (int call = 0; call < 100; call++) {
                stub.caller();
            }
            // RMI's futile requests for leases make up to five connections of their own.
            assertThat(main.listener.count(PeerOutcome.ACCEPTED)).isLessThan(10);
        }
    }

    @Test
    void lookup_leasesSwitchedOff_logsNothing() throws Exception {
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler recording = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getLoggerName() + ": " + entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        root.addHandler(recording);
        try (Main main = new Main(Transport.UNIX);
                Dialer dialer = main.dialer(7)) {
            lookup(dialer).echo(new byte[1]);
            lookup(dialer).echo(new byte[1]);
        } finally {
            root.removeHandler(recording);
        }

        assertThat(logged).isEmpty();
    }

    @Test
    void lookup_unknownName_isNotBound() throws Exception {
        try (Main main = new Main(Transport.UNIX);
                Dialer dialer = main.dialer(7)) {
            assertThatThrownBy(() -> new RegistryClient(dialer).lookup("other", Probe.class))
                    .isInstanceOf(NotBoundException.class);
        }
    }

    @Test
    void lookup_otherInterface_isRefused() throws Exception {
        try (Main main = new Main(Transport.UNIX);
                Dialer dialer = main.dialer(7)) {
            assertThatThrownBy(() -> new RegistryClient(dialer).lookup("probe", Remote.class))
                    .isInstanceOf(UnmarshalException.class)
                    .hasMessageContaining("expected a stub of java.rmi.Remote");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void registry_changedByAClient_refusesAndStaysReadable(Transport transport) throws Exception {
        try (Main main = new Main(transport);
                Dialer dialer = main.dialer(7)) {
            Registry registry = LocateRegistry.getRegistry(
                    RmiSettings.HOST, RmiSettings.PORT, (host, port) -> dialer.dial(Role.RMI));

            assertThatThrownBy(() -> registry.bind("evil", new Marker())).hasCauseInstanceOf(AccessException.class);
            assertThatThrownBy(() -> registry.rebind("probe", new Marker())).hasCauseInstanceOf(AccessException.class);
            assertThatThrownBy(() -> registry.unbind("probe")).hasCauseInstanceOf(AccessException.class);

            assertThat(registry.list()).containsExactly("probe");
            assertThat(lookup(dialer).echo(new byte[3])).hasSize(3);
            assertThat(Marker.READ).hasValue(0);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void call_argumentOfAClass_isRejectedUnread(Transport transport) throws Exception {
        try (Main main = new Main(transport);
                Dialer dialer = main.dialer(7)) {
            Probe stub = lookup(dialer);

            assertThatThrownBy(() -> stub.take(new Marker())).hasRootCauseInstanceOf(InvalidClassException.class);

            assertThat(Marker.READ).hasValue(0);
            stub.take(new byte[1]);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void caller_twoSessions_areToldApart(Transport transport) throws Exception {
        try (Main main = new Main(transport);
                Dialer one = main.dialer(7);
                Dialer other = main.dialer(0x7000_0000_0000_0008L)) {
            Probe fromOne = lookup(one);
            Probe fromOther = lookup(other);

            for (int round = 0; round < 3; round++) {
                assertThat(fromOne.caller()).isEqualTo(7);
                assertThat(fromOther.caller()).isEqualTo(0x7000_0000_0000_0008L);
            }
        }
    }

    @Test
    void caller_outsideOfACall_isMisuse() {
        assertThatThrownBy(CallerSession::id)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("This thread serves no remote call");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void endSession_callBlocked_failsItAtOnceAndNoOther(Transport transport) throws Exception {
        try (Main main = new Main(transport);
                Dialer dialer = main.dialer(7);
                Dialer other = main.dialer(8)) {
            Probe stub = lookup(dialer);
            Probe unconcerned = lookup(other);
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            Thread caller = new Thread(() -> failure.complete(failureOf(stub)));
            caller.setDaemon(true);
            caller.start();
            assertThat(probe.blocked.await(5, TimeUnit.SECONDS)).isTrue();

            main.listener.endSession(7);

            assertThat(failure.get(5, TimeUnit.SECONDS)).isInstanceOf(RemoteException.class);
            assertThatThrownBy(() -> stub.echo(new byte[1])).isInstanceOf(RemoteException.class);
            assertThat(unconcerned.caller()).isEqualTo(8);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void call_stringBeyondTheByteBudget_isCut(Transport transport) throws Exception {
        try (Main main = new Main(transport);
                Dialer dialer = main.dialer(7)) {
            Probe stub = lookup(dialer);
            String huge = "x".repeat(100_000_000);

            assertThatThrownBy(() -> stub.length(huge)).isInstanceOf(RemoteException.class);

            assertThat(stub.length("four")).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void call_handlerNeverReturns_endsAtTheDeadline(Transport transport) throws Exception {
        try (Main main = new Main(transport);
                Dialer dialer = main.dialer(7)) {
            Probe stub = lookup(dialer);

            CallDeadline deadline = CallDeadline.start(Duration.ofMillis(200));
            try (deadline) {
                assertThatThrownBy(stub::block)
                        .hasRootCauseInstanceOf(java.nio.channels.ClosedChannelException.class)
                        .hasCauseInstanceOf(SocketTimeoutException.class);
            }

            assertThat(stub.caller()).isEqualTo(7);
        }
    }

    @Test
    void bind_nameTaken_exportsNothing() throws Exception {
        try (Main main = new Main(Transport.UNIX)) {
            ProbeServer second = new ProbeServer();

            assertThatThrownBy(() -> main.server.bind("probe", second, FILTER))
                    .isInstanceOf(AlreadyBoundException.class);

            assertThat(main.server.exportedObjects()).isEqualTo(2);
            assertThatThrownBy(() -> UnicastRemoteObject.unexportObject(second, true))
                    .isInstanceOf(NoSuchObjectException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void close_afterCalls_leavesNothing(Transport transport) throws Exception {
        Main main = new Main(transport);
        try (Dialer dialer = main.dialer(7)) {
            Probe stub = lookup(dialer);
            stub.echo(new byte[1]);

            main.close();

            assertThatThrownBy(() -> stub.echo(new byte[1])).isInstanceOf(RemoteException.class);
        }
        assertThat(main.server.exportedObjects()).isZero();
        assertThatThrownBy(() -> UnicastRemoteObject.unexportObject(probe, true))
                .isInstanceOf(NoSuchObjectException.class);
        assertThatThrownBy(() -> main.server.bind("late", new ProbeServer(), FILTER))
                .isInstanceOf(IllegalStateException.class);
        assertThat(folder).isEmptyDirectory();
        Eventually.holds("no thread of ours is left", RmiServerTest::noThreadOfOurs);
    }

    @Test
    void start_twoMainProcessesInOneJvm_serveTheirOwnSessions() throws Exception {
        try (Main one = new Main(Transport.TCP);
                Listener listener = Listener.start(Transport.UNIX.options(folder), directory);
                RmiServer second = RmiServer.start(listener);
                Dialer toOne = one.dialer(7)) {
            second.bind("other", new ProbeServer(), FILTER);
            SessionKey key = directory.add(8);
            try (Dialer toSecond = new Dialer(listener.address(), () -> key)) {
                assertThat(lookup(toOne).caller()).isEqualTo(7);
                assertThat(new RegistryClient(toSecond)
                                .lookup("other", Probe.class)
                                .caller())
                        .isEqualTo(8);
                assertThatThrownBy(() -> lookup(toSecond)).isInstanceOf(NotBoundException.class);
            }
        }
    }

    private static Probe lookup(Dialer dialer) throws RemoteException, NotBoundException {
        return new RegistryClient(dialer).lookup("probe", Probe.class);
    }

    private static Throwable failureOf(Probe stub) {
        try {
            stub.block();
            return new AssertionError("The call was not cut");
        } catch (RemoteException cut) {
            return cut;
        }
    }

    private static boolean noThreadOfOurs() {
        return Thread.getAllStackTraces().keySet().stream().noneMatch(FrameworkThreads::mustEnd);
    }
}
