package dev.covalent.main.ipc;

import static dev.covalent.main.ipc.RouterFixture.failureOf;
import static dev.covalent.main.ipc.RouterFixture.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.RemoteError;
import dev.covalent.common.Subscription;
import dev.covalent.common.clone.MalformedDataException;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.IpcInterceptor;
import dev.covalent.main.IpcMain;
import dev.covalent.main.MessageKind;
import dev.covalent.main.Verdict;
import dev.covalent.main.WebContents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** ASK-20, IPC-38. */
final class InterceptorTest {
    private final RouterFixture fixture = new RouterFixture();
    private final IpcMain ipcMain = fixture.ipcMain;
    private final List<Object> heard = new ArrayList<>();

    @Test // ASK-20
    void intercept_seesEveryKind() {
        ipcMain.on("channel", (event, message) -> event.returnValue(null));
        ipcMain.handle("channel", (event, message) -> null);
        ipcMain.use(inbound -> {
            heard.add(inbound.kind() + " " + inbound.channel() + " " + inbound.targetId() + " "
                    + inbound.message().toList());
            assertThat(inbound.sender()).isSameAs(fixture.contents);
            assertThat(inbound.bytes()).isEqualTo(RouterFixture.arguments("x").length());
            return Verdict.allow();
        });

        fixture.send("channel", "x");
        fixture.post("channel", "x");
        resultOf(fixture.sendSync("channel", "x"));
        resultOf(fixture.invoke("channel", "x"));
        assertThat(relay(MessageKind.SEND_TO)).isTrue();
        assertThat(relay(MessageKind.REMOTE_SEND)).isTrue();

        assertThat(heard)
                .containsExactly(
                        "SEND channel 0 [x]",
                        "POST_MESSAGE channel 0 [x]",
                        "SEND_SYNC channel 0 [x]",
                        "INVOKE channel 0 [x]",
                        "SEND_TO channel 9 [x]",
                        "REMOTE_SEND channel 9 [x]");
        assertThat(fixture.uncaught).isEmpty();
    }

    @Test
    void unheard_afterAnInterceptorLooked_isGivenTheSameArguments() {
        ipcMain.use(inbound -> {
            heard.add(inbound.message());
            return Verdict.allow();
        });
        ipcMain.onUnheard(message -> heard.add(message.message()));

        assertThat(fixture.send("channel")).isEqualTo(Delivery.UNHEARD);

        assertThat(heard).hasSize(2);
        assertThat(heard.get(1)).isSameAs(heard.get(0));
    }

    @Test
    void relayed_largeBytesThatAnInterceptorChanges_goOnAsTheyCame() {
        Payload payload = StructuredClone.encodeArguments((Object) new byte[10_000]);
        ipcMain.use(inbound -> {
            inbound.message().get(0, byte[].class)[0] = 1;
            return Verdict.allow();
        });

        assertThat(fixture.router.admitsRelay(fixture.session, MessageKind.SEND_TO, 9, "channel", payload))
                .isTrue();

        assertThat(StructuredClone.arguments(payload).get(0, byte[].class)).isEqualTo(new byte[10_000]);
    }

    @Test // ASK-20
    void deny_nobodyElseSeesIt_andWhoWaitsIsToldTheReason() {
        ipcMain.on("channel", (event, message) -> heard.add("listener"));
        ipcMain.handle("channel", (event, message) -> heard.add("handler"));
        ipcMain.onUnheard(message -> heard.add("unheard"));
        fixture.contents.on(WebContents.IPC_MESSAGE, message -> heard.add("event"));
        ipcMain.use(inbound -> Verdict.deny("not you"));
        ipcMain.use(inbound -> {
            heard.add("asked too");
            return Verdict.allow();
        });

        assertThat(fixture.send("channel")).isEqualTo(Delivery.DENIED);
        assertThat(failureOf(fixture.sendSync("channel")).kind()).isEqualTo(FailureKind.ACCESS_DENIED);
        assertThat(failureOf(fixture.invoke("channel")).message()).isEqualTo("Main refuses 'channel': not you");
        assertThat(relay(MessageKind.SEND_TO)).isFalse();

        assertThat(heard).isEmpty();
    }

    @Test // ASK-20: whoever cannot check does not let pass, and what it threw stays in main
    @SuppressWarnings("NullAway") // what a caller without the checker may do
    void intercept_throwsOrGivesNoVerdict_denies() {
        ipcMain.handle("channel", (event, message) -> heard.add("handler"));
        Subscription throwing = ipcMain.use(inbound -> {
            throw new java.io.IOException("secret path");
        });

        assertThat(failureOf(fixture.invoke("channel")).message())
                .isEqualTo("Main refuses 'channel': it could not be checked");
        throwing.close();
        ipcMain.use(inbound -> null);
        assertThat(failureOf(fixture.invoke("channel")).kind()).isEqualTo(FailureKind.ACCESS_DENIED);

        assertThat(heard).isEmpty();
        assertThat(fixture.uncaught).hasSize(2);
    }

    @Test // ASK-20
    void use_closed_removesThatRegistrationOnly() {
        IpcInterceptor interceptor = inbound -> {
            heard.add("asked");
            return Verdict.allow();
        };
        Subscription first = ipcMain.use(interceptor);
        ipcMain.use(interceptor);

        first.close();
        first.close();
        fixture.send("channel");

        assertThat(heard).containsExactly("asked");
    }

    @Test // ASK-20: per renderer
    void use_ofContents_isAskedAfterIpcMains_forThatRendererOnly() {
        ipcMain.use(inbound -> {
            heard.add("ipcMain");
            return Verdict.allow();
        });
        fixture.contents.ipc().use(inbound -> {
            heard.add("contents");
            return Verdict.deny("no");
        });
        RoutedContents other = new RoutedContents(4, fixture.router, fixture.uncaught::add);
        other.ipc().use(inbound -> {
            heard.add("other");
            return Verdict.allow();
        });

        fixture.send("channel");

        assertThat(heard).containsExactly("ipcMain", "contents");
    }

    @Test // ASK-20: what is malformed is the sender's fault
    void intercept_malformedArguments_blameTheSender() {
        ipcMain.use(inbound -> inbound.message().size() == 0 ? Verdict.allow() : Verdict.deny("no"));
        Upstream.Message broken = new Upstream.Message("channel", Payload.of(new byte[] {1, 2, 3}), List.of());

        assertThatThrownBy(() -> fixture.router.message(fixture.session, broken, List.of()))
                .isInstanceOf(MalformedDataException.class);
        assertThat(fixture.uncaught).isEmpty();
    }

    @Test // ASK-20: even if what the interceptor throws says something else
    void intercept_malformedArguments_wrapped_blameTheSender() {
        ipcMain.use(inbound -> {
            try {
                return inbound.message().size() == 0 ? Verdict.allow() : Verdict.deny("no");
            } catch (MalformedDataException malformed) {
                throw new IllegalStateException("cannot check", malformed);
            }
        });
        Upstream.Message broken = new Upstream.Message("channel", Payload.of(new byte[] {1, 2, 3}), List.of());

        assertThatThrownBy(() -> fixture.router.message(fixture.session, broken, List.of()))
                .isInstanceOf(MalformedDataException.class);
    }

    @Test // ASK-20: the sender is not to blame for what an interceptor reads elsewhere
    void intercept_malformedDataOfItsOwn_deniesAndIsReported() {
        ipcMain.handle("channel", (event, message) -> heard.add("handler"));
        ipcMain.use(inbound -> {
            inbound.message();
            StructuredClone.decode(Payload.of(new byte[] {1, 2, 3}));
            return Verdict.allow();
        });

        assertThat(failureOf(fixture.invoke("channel")).kind()).isEqualTo(FailureKind.ACCESS_DENIED);
        assertThat(fixture.uncaught).singleElement().isInstanceOf(MalformedDataException.class);
        assertThat(heard).isEmpty();
    }

    @Test // nor for what anybody else does
    void userCode_throwsMalformedDataOfItsOwn_theSenderIsAnswered() {
        ipcMain.on("channel", (event, message) -> StructuredClone.decode(Payload.of(new byte[] {1, 2, 3})));
        ipcMain.handle("channel", (event, message) -> StructuredClone.decode(Payload.of(new byte[] {1, 2, 3})));
        ipcMain.onUnheard(message -> StructuredClone.decode(Payload.of(new byte[] {1, 2, 3})));
        fixture.contents.on(
                WebContents.IPC_MESSAGE, message -> StructuredClone.decode(Payload.of(new byte[] {1, 2, 3})));
        ipcMain.errorMapper(thrown -> Optional.of(RemoteError.of(
                "Mapped", String.valueOf(StructuredClone.decode(Payload.of(new byte[] {1, 2, 3}))), "x")));

        assertThat(fixture.send("channel")).isEqualTo(Delivery.DONE);
        assertThat(failureOf(fixture.sendSync("channel")).kind()).isEqualTo(FailureKind.HANDLER);
        assertThat(failureOf(fixture.invoke("channel")).kind()).isEqualTo(FailureKind.HANDLER);
        assertThat(failureOf(fixture.invoke("unknown")).kind()).isEqualTo(FailureKind.NO_HANDLER);
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without the checker may do
    void use_null_isRefused() {
        assertThatThrownBy(() -> ipcMain.use(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Verdict.deny(null)).isInstanceOf(NullPointerException.class);
    }

    private boolean relay(MessageKind kind) {
        return fixture.router.admitsRelay(fixture.session, kind, 9, "channel", RouterFixture.arguments("x"));
    }
}
