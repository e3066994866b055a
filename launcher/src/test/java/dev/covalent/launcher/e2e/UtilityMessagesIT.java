package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.LONG;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessageEvent;
import dev.covalent.common.MessagePort;
import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.MainProcess;
import dev.covalent.main.Stdio;
import dev.covalent.main.UtilityOptions;
import dev.covalent.renderer.ParentPort;
import dev.covalent.renderer.Renderer;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What passes between main, a utility process and others, and where the process runs. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
final class UtilityMessagesIT {
    private static final UtilityOptions QUIET = UtilityOptions.defaults().stdio(Stdio.IGNORE);

    private @Nullable MainProcess main;

    @BeforeEach
    void start(@TempDir Path userData) {
        main = MainProcess.builder()
                .name("utility-messages")
                .headless(true)
                .userData(userData)
                .start();
    }

    @AfterEach
    void stop() {
        main().close();
    }

    @Test
    void ports_goInBothDirections_andLeadARendererStraightToTheProcess() throws Exception { // UTL-13, UTL-17
        UtilityWatch utility = fork(QUIET, "serve");
        utility.process.postMessage(List.of("give-port"));
        MessageEvent here = utility.takeEvent();
        assertThat(here.data().get()).isEqualTo("here");
        MessagePort given = here.ports().get(0);
        CompletableFuture<Object> back = new CompletableFuture<>();
        given.onMessage(message -> back.complete(message.data().get()));
        given.postMessage("over the port");
        assertThat(Peer.settled(back)).isEqualTo("back: over the port");

        CompletableFuture<Object> answered = new CompletableFuture<>();
        try (Renderer renderer = Renderer.attachment("utility-messages")
                .setUp(page -> page.ipcRenderer().on("port", (event, message) -> {
                    MessagePort port = event.ports().get(0);
                    port.onMessage(answer -> answered.complete(answer.data().get()));
                    port.postMessage("the page");
                }))
                .attach()) {
            BrowserWindow window =
                    main().browserWindows().fromId(renderer.windowId()).orElseThrow();
            MessageChannel channel = main().ipcMain().newMessageChannel();
            utility.process.postMessage(List.of("take-port"), List.of(channel.port1()));
            window.webContents().postMessage("port", null, List.of(channel.port2()));

            assertThat(Peer.settled(answered)).isEqualTo("utility heard the page");
        }
        assertThat(utility.take()).isEqualTo("taken");
    }

    @Test
    void postMessage_whatCannotBeCloned_throwsAndEndsNothing() throws Exception { // UTL-15
        UtilityWatch utility = fork(QUIET, "serve");

        utility.process.postMessage(List.of("uncloneable"));

        assertThat(utility.take()).asString().startsWith("An object could not be cloned");
        assertThatThrownBy(() -> utility.process.postMessage(new Thread("not sent")))
                .isInstanceOf(UncloneableValueException.class);
        utility.process.postMessage(List.of("echo", "alive"));
        assertThat(utility.take()).isEqualTo("alive");
    }

    @Test
    void parentPort_withoutListener_keepsWhatComes() throws Exception { // UTL-14
        UtilityWatch utility = fork(QUIET, "listen-twice");
        for (int i = 1; i <= 5; i++) {
            utility.process.postMessage(i);
        }

        assertThat(utility.take(4)).containsExactly("paused after 2", 3, 4, 5);
    }

    @Test
    void parentPort_inAProcessThatIsNone_isRefused() {
        assertThatThrownBy(ParentPort::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("This JVM is no utility process, so it has no parent port");
    }

    @Test
    void fork_options_sayWhereItRunsAndWhatItHas(@TempDir Path directory) throws Exception { // UTL-18, UTL-19
        UtilityWatch plain = fork(QUIET, "serve");
        UtilityWatch chosen = fork(
                UtilityOptions.defaults()
                        .stdio(Stdio.PIPE)
                        .environment(Map.of("UTILITY_TEST", "yes", "CLASSPATH", "left out"))
                        .workingDirectory(directory)
                        .jvmFlags("-Dutility.test=flag", "-Xmx48m"),
                "serve");
        assertThat(plain.process.stdout()).isEmpty();
        assertThat(plain.process.stderr()).isEmpty();
        InputStream out = chosen.process.stdout().orElseThrow(); // before it was started
        InputStream err = chosen.process.stderr().orElseThrow();
        for (UtilityWatch each : List.of(plain, chosen)) {
            each.process.postMessage(List.of("place"));
        }
        chosen.process.postMessage(List.of("print", "h\u00e9llo"));

        assertThat(plain.take())
                .asInstanceOf(LIST)
                .startsWith(
                        "null",
                        System.getenv().containsKey("PATH"),
                        Path.of("").toAbsolutePath().toString(),
                        "null");
        assertThat(chosen.take())
                .asInstanceOf(LIST)
                .startsWith("yes", false, directory.toRealPath().toString(), "flag")
                .last(LONG)
                .isBetween(1L, 48L); // MiB of its heap, less what the collector keeps back
        assertThat(chosen.take()).isEqualTo("printed");
        assertThat(chosen.process.kill()).isTrue();
        assertThat(chosen.awaitExit()).isZero();
        assertThat(chosen.process.stdout()).isEmpty();
        assertThat(chosen.process.stderr()).isEmpty();
        assertThat(new String(out.readAllBytes(), StandardCharsets.UTF_8)).contains("out: h\u00e9llo");
        assertThat(new String(err.readAllBytes(), StandardCharsets.UTF_8)).contains("err: h\u00e9llo");
    }

    @Test
    void parentPort_listenerThrows_isLoggedAsTheUtilityProcesss_andEndsNothing() throws Exception {
        UtilityWatch utility = fork(UtilityOptions.defaults().stdio(Stdio.PIPE), "serve");
        InputStream err = utility.process.stderr().orElseThrow();

        utility.process.postMessage(List.of("nonsense"));
        utility.process.postMessage(List.of("echo", "alive"));

        assertThat(utility.take()).isEqualTo("alive");
        assertThat(utility.process.kill()).isTrue();
        assertThat(utility.awaitExit()).isZero();
        assertThat(new String(err.readAllBytes(), StandardCharsets.UTF_8))
                .contains("Uncaught in the utility process", "[nonsense]")
                .doesNotContain("in the page");
    }

    @Test
    void fork_classPath_isTheOneThatItsMainClassComesFrom(@TempDir Path packed) throws Exception { // UTL-19
        UtilityWatch utility = fork(QUIET.classPath(JarredClassPath.in(packed)), "serve");

        utility.process.postMessage(List.of("origin"));

        assertThat(Path.of(String.valueOf(utility.take())).getParent()).isEqualTo(packed.toRealPath());
    }

    @Test
    void fork_withoutOptions_printsWhereMainsOwnProcessPrints_andGivesNoStreams(@TempDir Path data)
            throws Exception { // UTL-18
        try (Fork program = Fork.of("utility-output", "outputs", data.toString(), "by the utility")) {
            program.take("err: by the utility");
            assertThat(program.awaitExit().exitCode()).isZero();

            assertThat(program.out())
                    .containsOnlyOnce("out: by the utility")
                    .contains("streams [false, false][false, false][false, false]")
                    .doesNotContain("err: by the utility");
        }
    }

    private UtilityWatch fork(UtilityOptions options, String... args) {
        return new UtilityWatch(main().utilityProcess().fork(UtilityProgram.class.getName(), List.of(args), options));
    }

    private MainProcess main() {
        MainProcess current = main;
        if (current == null) {
            throw new IllegalStateException("not started");
        }
        return current;
    }
}
