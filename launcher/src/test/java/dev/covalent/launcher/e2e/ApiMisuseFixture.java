package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.MainProcess;
import dev.covalent.main.WebContents;
import dev.covalent.renderer.Renderer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A main process and a renderer of the public API, which the tests of a class use wrongly. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(LeakCheck.class)
abstract class ApiMisuseFixture {
    private final Duration requestTimeout;
    Path userData = Path.of("");
    private @Nullable MainProcess main;
    private @Nullable Renderer renderer;

    ApiMisuseFixture() {
        this(Duration.ofSeconds(30)); // what is answered is answered in time, however busy the machine
    }

    ApiMisuseFixture(Duration requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    @BeforeAll
    void start(@TempDir Path directory) {
        userData = directory;
        main = MainProcess.builder()
                .name("misused")
                .headless(true)
                .userData(userData)
                .requestTimeout(requestTimeout)
                .storageQuota(1000)
                .start();
        renderer = Renderer.attach("misused");
    }

    @AfterAll
    void stop() {
        renderer().close();
        main().close();
    }

    static void misuse(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class)
                .hasMessage(message);
    }

    static void refusesNull(ThrowingCallable call, String what) {
        assertThatThrownBy(call)
                .as(what)
                .isInstanceOfAny(NullPointerException.class, IllegalArgumentException.class)
                .hasMessageContaining(what);
    }

    WebContents contents() {
        return main().browserWindows()
                .webContentsFromId(renderer().webContentsId())
                .orElseThrow();
    }

    MainProcess main() {
        return Objects.requireNonNull(main, "main");
    }

    Renderer renderer() {
        return Objects.requireNonNull(renderer, "renderer");
    }
}
