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
import java.util.Optional;

/** The main class of the processes that are not bare: each plays a role with an application of some name. */
final class VictimProgram {
    /** How a connection to a main process begins. */
    private static final byte FIRST_BYTE = 'C';

    private VictimProgram() {}

    /** What one of them does. */
    enum Role {
        /** Connects, and says less than a handshake. */
        HALF_HANDSHAKE,
        /** Attaches as a renderer. */
        ATTACH,
        /** Is the application. */
        MAIN,
        /** Wants to be the only instance of the application, and ends because there is one. */
        SECOND
    }

    /** Plays a role. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String name = arguments[1];
        switch (Role.valueOf(arguments[0])) {
            case HALF_HANDSHAKE -> beginHandshake(name);
            case ATTACH ->
                Renderer.attachment(name)
                        .headless(true)
                        .page(VictimPage.class.getName())
                        .attach();
            case MAIN -> MainProcess.builder().name(name).headless(true).start();
            case SECOND -> {
                boolean first =
                        MainProcess.builder().name(name).headless(true).requestSingleInstanceLock("--open=file");
                System.exit(first ? 0 : 1);
            }
        }
        System.out.println(Victim.READY);
        System.out.flush();
        // Not its standard input: the end of a JVM waits 300 ms for a thread that reads.
        Optional<ProcessHandle> parent = ProcessHandle.current().parent();
        if (parent.isPresent()) {
            ProcessEnd.await(parent.get());
        }
        System.exit(0); // nobody is there any more who would kill it
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
