package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.covalent.common.GoneReason;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.endpoint.EndpointDescriptor;
import dev.covalent.common.endpoint.EndpointLocator;
import dev.covalent.common.endpoint.RuntimeDirectory;
import dev.covalent.common.frame.Introduction;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.common.rmi.RemoteGlobalRegistry;
import dev.covalent.common.rmi.RemoteMessageLink;
import dev.covalent.common.transport.Address;
import dev.covalent.common.transport.Dialer;
import dev.covalent.common.transport.HandshakeException;
import dev.covalent.main.App;
import dev.covalent.main.MainProcess;
import dev.covalent.main.RenderProcessGone;
import dev.covalent.renderer.Renderer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.rmi.AccessException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has no business with a main process gets nowhere, and who is let in can do only what a renderer does. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
final class StrangerIT {
    private static final String TRANSPORT = "covalent.transport";
    private static final long SEED = 20_261_123L;

    @TempDir
    private Path userData;

    @ParameterizedTest
    @ValueSource(strings = {"unix", "tcp"})
    void stranger_silentOrTalkingNonsense_isCutAndDelaysNobody(String transport) throws Exception { // F17, F18
        try (MainProcess main = start(transport)) {
            Address address = Address.parse(descriptor().address());
            List<SocketChannel> strangers = new ArrayList<>();
            int many = silentOnes();
            for (int i = 0; i < many; i++) {
                strangers.add(Strangers.connect(address));
            }
            byte[] nonsense = new byte[4096];
            new Random(SEED).nextBytes(nonsense);
            strangers.get(0).write(ByteBuffer.wrap(nonsense));
            strangers.get(1).write(ByteBuffer.wrap("JRMI\0\2K".getBytes(StandardCharsets.US_ASCII)));
            long connected = System.nanoTime();

            assertRendererWorks(main);

            for (SocketChannel stranger : strangers) {
                assertThat(Strangers.awaitCut(stranger)).isLessThanOrEqualTo(0);
                stranger.close();
            }
            // Main's own limit is 2 s; the rest is for a busy machine.
            assertThat(System.nanoTime() - connected).isLessThan(TimeUnit.SECONDS.toNanos(10));
            assertRendererWorks(main);
        }
    }

    /** A thousand, where so many descriptors can be had: each takes one at either end, and both are here. */
    private static int silentOnes() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            long free = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount();
            return (int) Math.max(60, Math.min(1000, free / 2 - 100));
        }
        return 60;
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "tcp"})
    void stranger_withAWrongSecret_isRefused(String transport) {
        try (MainProcess main = start(transport)) {
            Address address = Address.parse(descriptor().address());
            byte[] wrong = descriptor().secret();
            wrong[31] ^= 1;

            assertThatThrownBy(() -> Dialer.attach(address, wrong)).isInstanceOf(HandshakeException.class);

            assertThat(main.browserWindows().getAllWindows()).isEmpty();
            assertRendererWorks(main);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "tcp"})
    void registry_ofARunningMain_canBeReadAndNotChanged(String transport) throws Exception {
        try (MainProcess main = start(transport);
                Client client = Client.attach(descriptor())) {
            assertThat(client.registry().list())
                    .containsExactlyInAnyOrder("GlobalRegistry", "BrowserWindow", "WebContents", "MessageLink");
            RemoteMessageLink link = client.link();

            assertThatThrownBy(() -> client.registry().bind("Evil", link)).hasCauseInstanceOf(AccessException.class);
            assertThatThrownBy(() -> client.registry().rebind(RemoteMessageLink.NAME, link))
                    .hasCauseInstanceOf(AccessException.class);
            assertThatThrownBy(() -> client.registry().unbind(RemoteMessageLink.NAME))
                    .hasCauseInstanceOf(AccessException.class);

            assertThat(client.registry().list()).hasSize(4);
            assertRendererWorks(main);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "open",
                "deliver",
                "deliver one",
                "deliver one without a number",
                "deliver twice",
                "deliver malformed value",
                "deliver truncated value",
                "deliver nothing",
                "deliver text",
                "deliver no arrays",
                "deliver an array twice",
                "deliver many small arrays",
                "deliver an array that nothing refers to",
                "request",
                "receive ahead",
                "receive behind",
                "getGlobal"
            })
    void client_thatBreaksTheProtocol_isCutAndMainLivesOn(String offence) throws Exception { // F17
        try (MainProcess main = start("unix");
                Client client = Client.attach(descriptor())) {
            CompletableFuture<RenderProcessGone> gone = new CompletableFuture<>();
            main.app().on(App.RENDER_PROCESS_GONE, gone::complete);
            main.ipcMain().on("x", (event, message) -> message.get(0));
            RemoteMessageLink link = client.link();
            if (!offence.equals("open")) {
                link.open(new Introduction(4711, 0, "offender").encode());
            }

            assertThatThrownBy(() -> offend(client, link, offence)).isInstanceOf(Exception.class);

            assertThat(Peer.settled(gone).reason()).isEqualTo(GoneReason.INTEGRITY_FAILURE);
            assertThatThrownBy(() -> link.receive(0)).isInstanceOf(IOException.class);
            assertRendererWorks(main);
        }
    }

    @Test
    void client_thatDoesNotIntroduceItself_canDoNothing() throws Exception {
        try (MainProcess main = start("unix");
                Client client = Client.attach(descriptor())) {
            List<Object> heard = new CopyOnWriteArrayList<>();
            main.ipcMain().on("x", (event, message) -> heard.add(message.get(0)));
            main.globals().share("bag", Map.of("n", 1));
            RemoteMessageLink link = client.link();
            byte[] message = (byte[]) Strangers.message(1, new byte[0]);

            assertThatThrownBy(() -> link.deliver(message)).hasMessageContaining("has not been let in");
            assertThatThrownBy(() -> link.receive(0)).hasMessageContaining("has not been let in");
            assertThatThrownBy(() -> link.request(1, message)).hasMessageContaining("has not been let in");
            assertThatThrownBy(() -> client.lookup(RemoteGlobalRegistry.NAME, RemoteGlobalRegistry.class)
                            .getGlobal(1, message))
                    .hasMessageContaining("has not been let in");

            assertRendererWorks(main);
            assertThat(heard).isEmpty();
        }
    }

    @SuppressWarnings("NullAway") // what a client without the checker may send
    private static void offend(Client client, RemoteMessageLink link, String offence) throws Exception {
        byte[] garbage = new byte[200];
        new Random(SEED).nextBytes(garbage);
        switch (offence) {
            case "open" -> link.open(garbage);
            case "deliver" -> link.deliver(garbage);
            case "deliver one" -> link.deliverOne(1, garbage);
            case "deliver one without a number" -> link.deliverOne(0, Strangers.message(1, new byte[0]));
            case "deliver twice" -> {
                link.deliver(Strangers.message(1, new byte[0]));
                link.deliver(Strangers.message(1, new byte[0]));
            }
            case "deliver malformed value" -> link.deliver(Strangers.message(1, garbage));
            case "deliver truncated value" ->
                link.deliver(Strangers.message(
                        1, Arrays.copyOf(StructuredClone.encodeArguments("fine").head(), 5)));
            case "deliver nothing" -> link.deliver(null);
            case "deliver text" -> link.deliver("text");
            case "deliver no arrays" -> link.deliver(new byte[0][]);
            case "deliver an array twice" -> {
                byte[] twice = new byte[Payload.LARGE];
                link.deliver(new byte[][] {garbage, twice, twice});
            }
            case "deliver many small arrays" -> link.deliver(new byte[1000][1]);
            case "deliver an array that nothing refers to" ->
                link.deliver(new byte[][] {(byte[]) Strangers.message(1, new byte[0]), new byte[Payload.LARGE]});
            case "request" -> link.request(1, garbage);
            case "receive ahead" -> link.receive(Long.MAX_VALUE);
            case "receive behind" -> link.receive(-1);
            case "getGlobal" ->
                client.lookup(RemoteGlobalRegistry.NAME, RemoteGlobalRegistry.class)
                        .getGlobal(1, garbage);
            default -> throw new IllegalArgumentException(offence);
        }
    }

    private MainProcess start(String transport) {
        System.setProperty(TRANSPORT, transport);
        try {
            return MainProcess.builder().name("fortress").userData(userData).start();
        } finally {
            System.clearProperty(TRANSPORT);
        }
    }

    private static void assertRendererWorks(MainProcess main) {
        try (var handler = main.ipcMain().handle("alive", (event, message) -> "yes");
                Renderer renderer = Renderer.attach(main.name())) {
            assertThat(handler).isNotNull();
            assertThat(Peer.settled(renderer.ipcRenderer().invoke("alive")).get())
                    .isEqualTo("yes");
        }
    }

    private static EndpointDescriptor descriptor() {
        return new EndpointLocator(RuntimeDirectory.open()).find("fortress");
    }
}
