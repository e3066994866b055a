package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.UncloneableValueException;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.App;
import dev.covalent.main.MainProcess;
import dev.covalent.main.SecondInstance;
import dev.covalent.renderer.Renderer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a later instance hands over, and who has the lock; the two are builders of one JVM. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
final class SingleInstanceTest {
    private static final String NAME = "single";

    @TempDir
    private Path userData;

    private final BlockingQueue<SecondInstance> heard = new LinkedBlockingQueue<>();

    @Test // APP-15, 17
    void handover_arrivesWhole_whateverItIs() throws Exception {
        try (MainProcess main = startFirst()) {
            List<Object> values = new ArrayList<>(
                    Arrays.asList(Map.of("k", List.of(1, 2)), List.of("a", 1), 42, "text", "a\0 \n\t b", true, null));
            values.add("x".repeat(300_000));
            for (Object value : values) {
                assertThat(builder().requestSingleInstanceLock(new String[] {"--b", "\0 \t", "", "--a"}, value))
                        .isFalse();

                SecondInstance second = next();
                assertThat(second.additionalData().get()).isEqualTo(value);
                assertThat(second.arguments()).containsExactly("--b", "\0 \t", "", "--a");
                assertThat(second.workingDirectory()).isEqualTo(Path.of("").toAbsolutePath());
            }
            assertThat(builder().requestSingleInstanceLock("y".repeat(50_000), "z".repeat(50_000)))
                    .isFalse();
            SecondInstance second = next();
            assertThat(second.arguments()).containsExactly("y".repeat(50_000), "z".repeat(50_000));
            assertThat(second.additionalData().isNull()).as("absent data").isTrue();
            assertThat(main.browserWindows().getAllWindows()).isEmpty();
        }
    }

    @Test
    void handover_manyAtOnce_everyOneIsHeard() throws Exception {
        int many = 40;
        ExecutorService instances = Executors.newFixedThreadPool(many);
        try (MainProcess main = startFirst()) {
            List<Future<Boolean>> asked = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                String argument = Integer.toString(i);
                asked.add(instances.submit(() -> builder().requestSingleInstanceLock(argument)));
            }
            for (Future<Boolean> instance : asked) {
                assertThat(instance.get(20, TimeUnit.SECONDS)).isFalse();
            }
            Set<String> arguments = new HashSet<>();
            while (arguments.size() < many) {
                arguments.addAll(next().arguments());
            }
            assertThat(heard).as("nobody is heard twice").isEmpty();
            assertThat(main.app().hasSingleInstanceLock()).isTrue();
        } finally {
            instances.shutdownNow();
        }
    }

    @Test // APP-16
    void handover_tooLarge_failsNamingTheLimitAndIsNotHeard() throws Exception {
        try (MainProcess main = startFirst()) {
            assertThatThrownBy(() -> builder().requestSingleInstanceLock(new String[0], new byte[33 << 20]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("The arguments and the additional data of this instance take \\d+ bytes, and at"
                            + " most 33554432 can be handed over to the first one. Nothing was sent; .*");

            assertThat(builder().requestSingleInstanceLock(new String[0], new byte[31 << 20]))
                    .isFalse();
            assertThat(next().additionalData().get(byte[].class)).hasSize(31 << 20);
            assertThat(main.app().hasSingleInstanceLock()).isTrue();
        }
    }

    @Test // APP-07, 13: as while a window asks its user whether it may close
    void handover_whileQuitting_isAnsweredAtOnce_andHeard() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (MainProcess main = startFirst()) {
            CompletableFuture<Boolean> asked = new CompletableFuture<>();
            main.app().on(App.BEFORE_QUIT, event -> {
                event.preventDefault();
                asked.complete(other.submit(() -> builder().requestSingleInstanceLock("meanwhile"))
                        .get(8, TimeUnit.SECONDS));
            });

            main.app().quit();

            assertThat(asked.get(10, TimeUnit.SECONDS)).isFalse();
            assertThat(next().arguments()).containsExactly("meanwhile");
            assertThat(main.app().hasSingleInstanceLock()).isTrue();
        } finally {
            other.shutdownNow();
        }
    }

    @Test // APP-13
    void handover_whileEnding_waitsAndTakesItsPlace() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        MainProcess.Builder later = builder();
        CompletableFuture<Future<Boolean>> asked = new CompletableFuture<>();
        try (MainProcess main = startFirst()) {
            main.app()
                    .on(App.QUIT, code -> asked.complete(other.submit(() -> later.requestSingleInstanceLock("next"))));
        } finally {
            other.shutdown();
        }
        assertThat(asked.get(10, TimeUnit.SECONDS).get(10, TimeUnit.SECONDS)).isTrue();
        later.releaseSingleInstanceLock();
        assertThat(heard).isEmpty();
    }

    @Test
    void end_withWhatNobodyHeard_logsWhatIsLost() throws Exception {
        MainProcess.Builder builder = builder();
        assertThat(builder.requestSingleInstanceLock()).isTrue();
        PrintStream before = System.err;
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try {
            try (MainProcess main = builder.start()) {
                assertThat(builder().requestSingleInstanceLock("--open", "lost"))
                        .isFalse();
                assertThat(main.app().hasSingleInstanceLock()).isTrue();
            }
            String lost = "The application ends, and has not heard of 1 later instances: [[--open, lost] in "
                    + Path.of("").toAbsolutePath() + "]";
            assertThat(Eventually.becomes(
                            true, () -> logged.toString(StandardCharsets.UTF_8).contains(lost)))
                    .isTrue();
        } finally {
            System.setErr(before);
        }
    }

    @Test // APP-18
    void release_givesTheLockToTheNext_whichStartsWhenTheNameIsFree() throws Exception {
        MainProcess main = startFirst();
        MainProcess.Builder next = builder();
        try (main) {
            assertThat(main.app().hasSingleInstanceLock()).isTrue();
            main.app().releaseSingleInstanceLock();
            assertThat(main.app().hasSingleInstanceLock()).isFalse();
            try (Renderer renderer = Renderer.attach(NAME)) {
                assertThat(renderer.webContentsId())
                        .as("it goes on under its name")
                        .isPositive();
            }

            assertThat(next.requestSingleInstanceLock("mine")).isTrue();

            assertThat(main.app().requestSingleInstanceLock()).isFalse();
            assertThat(heard).isEmpty();
        }
        try (MainProcess second = next.start()) {
            assertThat(second.app().hasSingleInstanceLock()).isTrue();
        }
    }

    @Test // APP-18: one that has never asked
    void start_withoutAsking_hasNoLock_andWhoGetsItCannotStart() {
        MainProcess.Builder next = builder();
        try (MainProcess main = builder().start()) {
            assertThat(main.app().hasSingleInstanceLock()).isFalse();
            assertThat(next.requestSingleInstanceLock()).isTrue();

            assertThatThrownBy(next::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("An application named 'single' is already running");

            assertThat(main.app().requestSingleInstanceLock())
                    .as("the failed start has given it up")
                    .isTrue();
        }
    }

    @Test
    void builder_releases_andAsksTwice() {
        MainProcess.Builder builder = builder();
        builder.releaseSingleInstanceLock();
        assertThat(builder.requestSingleInstanceLock("a")).isTrue();
        assertThat(builder.requestSingleInstanceLock("a")).as("again").isTrue();
        assertThatThrownBy(() -> builder.name("other"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("This builder has the single-instance lock of 'single', so its name cannot become 'other':"
                        + " set the name first");
        builder.releaseSingleInstanceLock();
        builder.releaseSingleInstanceLock();

        MainProcess.Builder other = builder();
        assertThat(other.requestSingleInstanceLock()).isTrue();
        other.releaseSingleInstanceLock();
        try (MainProcess main = builder.name("single").start()) {
            assertThat(main.app().hasSingleInstanceLock()).isFalse();
        }
    }

    @Test
    @SuppressWarnings("NullAway") // misuse is what this is about
    void request_misused_isRefused() {
        assertThatThrownBy(() -> MainProcess.builder().requestSingleInstanceLock("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "The application has no name that another instance could find it by: set one by name(…), or by"
                                + " the system property covalent.name");
        assertThatThrownBy(() -> builder().requestSingleInstanceLock(new String[0], new Socket()))
                .isInstanceOf(UncloneableValueException.class)
                .hasMessage("An object could not be cloned: additionalData (java.net.Socket)");
        assertThatThrownBy(() -> builder().requestSingleInstanceLock("a", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("arguments[1]");
        assertThatThrownBy(() -> builder().requestSingleInstanceLock((String[]) null, "data"))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("arguments");
        MainProcess.Builder used = builder();
        try (MainProcess main = used.start()) {
            assertThatThrownBy(used::requestSingleInstanceLock)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("This builder has started a process already: make another");
            assertThat(main.app().hasSingleInstanceLock()).isFalse();
        }
    }

    private MainProcess startFirst() {
        MainProcess.Builder builder = builder();
        assertThat(builder.requestSingleInstanceLock()).isTrue();
        MainProcess main = builder.start();
        main.app().on(App.SECOND_INSTANCE, heard::add);
        return main;
    }

    private MainProcess.Builder builder() {
        return MainProcess.builder()
                .name(NAME)
                .headless(true)
                .userData(userData.resolve("not").resolve("there"));
    }

    private SecondInstance next() throws InterruptedException {
        SecondInstance second = heard.poll(10, TimeUnit.SECONDS);
        assertThat(second).isNotNull();
        return Objects.requireNonNull(second);
    }
}
