package dev.covalent.main.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.Introduction;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.common.frame.PageNews;
import dev.covalent.common.frame.PortTransfer;
import dev.covalent.common.frame.Request;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.UtilityOptions;
import dev.covalent.main.UtilityProcess;
import dev.covalent.main.session.RendererSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A utility process has ports; with whatever else a renderer may send it breaks the protocol. */
final class DispatcherUtilityTest extends DispatcherFixture {
    DispatcherUtilityTest(@TempDir Path directory) {
        super(directory);
    }

    static Stream<Upstream> foreign() {
        return Stream.of(
                message("channel", 1),
                new Upstream.Invoke(7, "channel", 10_000, arguments()),
                new Upstream.SendTo(1, "channel", arguments()),
                new Upstream.RemoteSend(1, "channel", arguments()),
                new Upstream.WindowClose(1),
                new PageNews.WindowFocus(true),
                new PageNews.PageLoaded(),
                new Upstream.AppQuit(),
                new Upstream.AppExit(1),
                new Upstream.Cancel(7, true));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void deliver_whatIsNotAboutPorts_breaksTheProtocol_andReachesNobody(Upstream frame) {
        List<Object> heard = new ArrayList<>();
        ipc.on("channel", (event, message) -> heard.add(message.get(0)));
        ipc.handle("channel", (event, message) -> heard.add("invoked"));
        RendererSession utility = utility();

        assertThatThrownBy(() -> dispatcher().deliver(utility, batch(1, frame)))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageStartingWith("A utility process sends no ");

        assertThat(heard).isEmpty();
    }

    @Test
    void request_ofAnyKind_breaksTheProtocol() {
        RendererSession utility = utility();

        assertThatThrownBy(() -> dispatcher().request(utility, 1, new Request.StorageLoad()))
                .isInstanceOf(MalformedFrameException.class);
        assertThatThrownBy(() -> dispatcher().request(utility, 2, new Request.SendSync("channel", 1000, arguments())))
                .isInstanceOf(MalformedFrameException.class);
        assertThatThrownBy(() -> dispatcher().giveUpAhead(utility, new Upstream.Cancel(1, true)))
                .isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void deliver_messageOfItsPort_andItsGoodbye_areTaken() throws Exception {
        List<Object> heard = new ArrayList<>();
        RendererSession utility = utility();
        utilities
                .all()
                .get(0)
                .on(UtilityProcess.MESSAGE, event -> heard.add(event.data().get()));
        Payload text = StructuredClone.encode("hello", "message");

        dispatcher().deliver(utility, batch(1, new Upstream.PortMessage(2, text, List.of()), new PageNews.Goodbye()));

        assertThat(awaitOnLoop(heard)).containsExactly("hello");
    }

    @Test
    void deliver_itsParentPortTransferred_breaksTheProtocol() {
        RendererSession utility = utility();
        Payload text = StructuredClone.encode("first", "message");
        Upstream gives = new Upstream.PortMessage(2, text, List.of(new PortTransfer(1, 3, 0)));
        Upstream givesParent = new Upstream.PortMessage(3, text, List.of(new PortTransfer(2, 0, 0)));

        assertThatThrownBy(() -> dispatcher().deliver(utility, batch(1, gives, givesParent)))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageEndingWith("transferred port 2, which it has for good");
    }

    /** What a message queues on the loop has run when what is queued after it has. */
    private List<Object> awaitOnLoop(List<Object> heard) throws Exception {
        CompletableFuture<List<Object>> seen = new CompletableFuture<>();
        loop.execute(() -> loop.execute(() -> seen.complete(List.copyOf(heard))));
        return seen.get(10, TimeUnit.SECONDS);
    }

    private RendererSession utility() {
        var unused = utilities.fork("a.Main", UtilityOptions.defaults());
        RendererSession session = sessions.find(sessions.newSessionId() - 1).orElseThrow();
        assertThat(processes.connected(session, new Introduction(4711, 0, ""))).contains("");
        return session;
    }
}
