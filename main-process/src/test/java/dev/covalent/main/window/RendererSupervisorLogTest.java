package dev.covalent.main.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.covalent.common.GoneReason;
import dev.covalent.common.observe.Logged;
import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** WIN-28: what the log says of the end of a renderer: a warning if nobody meant it. */
final class RendererSupervisorLogTest extends RendererSupervisorFixture {
    private static final String LAST = "last words";
    private static final Duration LONG = Duration.ofDays(1);

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the exit code is another")
    void forked_killedByWhomever_isAWarning_withItsExitCodeAndWhatItPrintedLast() throws Exception {
        CompletableFuture<String> printed = new CompletableFuture<>();
        try (ChildJvm forked = speaking(printed)) {
            supervisor.forked(forked, LONG);
            connect();
            assertThat(printed.get(20, TimeUnit.SECONDS)).isEqualTo(LAST);

            String logged = loggedUntilGone(
                    () -> ProcessHandle.of(forked.pid()).orElseThrow().destroyForcibly());

            assertThat(logged.lines())
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .contains("WARN", session.toString())
                                    .endsWith(": gone, killed, exit code 137. It printed last:"),
                            line -> assertThat(line).isEqualTo("  " + LAST));
        }
    }

    @Test
    void attached_connectionEndsUnannounced_isAWarning_inOneLine() {
        connect();

        String logged = loggedUntilGone(this::cutLine);

        assertThat(logged).contains("WARN").hasLineCount(1).containsPattern(": gone, abnormal-exit\\R");
    }

    @ParameterizedTest
    @EnumSource
    void end_thatSomebodyMeant_isNoWarning(Meant end) {
        connect();

        assertThat(loggedUntilGone(() -> end.of(this))).doesNotContain("WARN", "ERROR");
    }

    @Test
    void forked_outlivesItsConnection_isOneWarning_whichSaysThatItIsKilled() throws Exception {
        try (ChildJvm forked = speaking(new CompletableFuture<>())) {
            supervisor.forked(forked, LONG);
            connect();

            String logged = loggedUntilGone(() -> {
                cutLine();
                awaitItsGrace();
                timer.elapse(Duration.ofSeconds(2));
            });

            assertThat(logged.lines().filter(line -> line.contains("WARN")))
                    .singleElement(STRING)
                    .contains("after its connection ended: killing it");
        }
    }

    /** Ends of which the log need not warn. */
    enum Meant {
        /** The window is closed, and the page has unloaded. */
        CLOSE {
            @Override
            void of(RendererSupervisorLogTest test) {
                test.supervisor.close();
                test.cutLine();
            }
        },
        /** The renderer has said so before. */
        GOODBYE {
            @Override
            void of(RendererSupervisorLogTest test) {
                test.supervisor.goodbye();
                test.cutLine();
            }
        },
        /** The window is destroyed. */
        DESTROY {
            @Override
            void of(RendererSupervisorLogTest test) {
                test.supervisor.destroy();
            }
        },
        /** Main has the renderer crash. */
        CRASH {
            @Override
            void of(RendererSupervisorLogTest test) {
                test.supervisor.crash();
            }
        },
        /** It is a tool, which may be stopped at any moment. */
        OPERATOR {
            @Override
            void of(RendererSupervisorLogTest test) {
                test.session.introducedAsOperator();
                test.cutLine();
            }
        };

        abstract void of(RendererSupervisorLogTest test);
    }

    @Test
    void reloaded_exitsAsItWasTold_isNoWarning() throws Exception {
        CompletableFuture<String> printed = new CompletableFuture<>();
        try (ChildJvm forked = speaking(printed)) {
            supervisor.forked(forked, LONG);
            connect();
            assertThat(printed.get(20, TimeUnit.SECONDS)).isEqualTo(LAST);
            assertThat(supervisor.leaveForAnother()).isTrue();
            supervisor.unload();

            String logged = loggedUntilGone(() -> forked.dismiss(Duration.ofSeconds(20)));

            assertThat(logged).doesNotContain("WARN", "ERROR");
        }
    }

    /** Returns what was logged until the end was told, which is not before it is logged. */
    private String loggedUntilGone(Runnable end) {
        return Logged.by(() -> {
            end.run();
            try {
                assertThat(exit().reason()).isNotEqualTo(GoneReason.LAUNCH_FAILED);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
    }

    private void cutLine() {
        try {
            line.renderer().close();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Besides the time for its launch and that for its first call. */
    private void awaitItsGrace() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (timer.delaysInSeconds().size() < 3 && System.nanoTime() - deadline < 0) {
            Thread.onSpinWait();
        }
    }

    private static ChildJvm speaking(CompletableFuture<String> printed) throws IOException {
        JvmCommand command = JvmCommand.builder(Speaking.class.getName()).build();
        return ChildJvm.start(command, new byte[0], (pid, stream, text) -> printed.complete(text));
    }

    /** Says something, and does nothing until it is killed, or nobody is at the other end of its input. */
    public static final class Speaking {
        private Speaking() {}

        /** Reads its input to the end. */
        public static void main(String[] arguments) throws IOException {
            System.out.println(LAST);
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
