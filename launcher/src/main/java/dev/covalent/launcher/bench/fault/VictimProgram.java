package dev.covalent.launcher.bench.fault;

import dev.covalent.common.endpoint.EndpointLocator;
import dev.covalent.common.endpoint.RuntimeDirectory;
import dev.covalent.common.process.ProcessEnd;
import dev.covalent.common.transport.Address;
import dev.covalent.main.MainProcess;
import dev.covalent.renderer.Renderer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The main class of the processes that are not bare: each plays a role with an application of some name. */
final class VictimProgram {
    /** How a connection to a main process begins. */
    private static final byte FIRST_BYTE = 'C';

    private static final int WINDOWS = 3;
    private static final int BUSY_SECONDS = 60;

    private VictimProgram() {}

    /** What one of them does. */
    enum Role {
        /** Connects, and says less than a handshake. */
        HALF_HANDSHAKE,
        /** Attaches as a renderer. */
        ATTACH,
        /** Is the application. */
        MAIN,
        /** Is the application, and says which processes its windows have. */
        WINDOWS,
        /** Wants to be the only instance of the application, and ends because there is one. */
        SECOND
    }

    /** Plays a role. */
    public static void main(String[] arguments) throws Exception {
        String name = arguments[1];
        String more = "";
        switch (Role.valueOf(arguments[0])) {
            case HALF_HANDSHAKE -> beginHandshake(name);
            case ATTACH ->
                Renderer.attachment(name)
                        .headless(true)
                        .page(VictimPage.class.getName())
                        .attach();
            case MAIN -> MainProcess.builder().name(name).headless(true).start();
            case WINDOWS -> more = openWindows(name);
            case SECOND -> {
                boolean first =
                        MainProcess.builder().name(name).headless(true).requestSingleInstanceLock("--open=file");
                System.exit(first ? 0 : 1);
            }
        }
        System.out.println(Victim.READY + more);
        System.out.flush();
        // Not its standard input: the end of a JVM waits 300 ms for a thread that reads.
        Optional<ProcessHandle> parent = ProcessHandle.current().parent();
        if (parent.isPresent()) {
            ProcessEnd.await(parent.get());
        }
        System.exit(0); // nobody is there any more who would kill it
    }

    /** One does nothing, one waits for answers, and one's loop is busy. */
    private static String openWindows(String name) throws Exception {
        MainProcess main = MainProcess.builder()
                .name(name)
                .headless(true)
                .spareRenderer(false)
                .start();
        CompletableFuture<Boolean> asked = new CompletableFuture<>();
        main.ipcMain().on(VictimPage.UNANSWERED, (event, message) -> {
            event.defer();
            asked.complete(true);
        });
        List<VictimWindow> windows = new ArrayList<>();
        for (int i = 0; i < WINDOWS; i++) {
            windows.add(VictimWindow.open(main).awaitLoaded());
        }
        windows.get(1).contents().send(VictimPage.ASK_MAIN);
        for (int second = 0; second < BUSY_SECONDS; second++) {
            windows.get(2).contents().send(Offers.CHANNEL);
        }
        Within.limit(asked);
        return windows.stream().map(window -> " " + window.process().pid()).collect(Collectors.joining());
    }

    private static void beginHandshake(String name) throws IOException {
        Address address = Address.parse(
                new EndpointLocator(RuntimeDirectory.open()).find(name).address());
        boolean local = address.toSocketAddress() instanceof UnixDomainSocketAddress;
        SocketChannel channel = local ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
        channel.connect(address.toSocketAddress());
        channel.write(ByteBuffer.wrap(new byte[] {FIRST_BYTE}));
    }
}
