package dev.covalent.launcher.demo;

import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.ProcessExit;
import dev.covalent.launcher.demo.flow.Actor;
import dev.covalent.launcher.demo.flow.Flow;
import dev.covalent.launcher.demo.flow.Flows;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.MainProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The flow in which renderers that were launched separately, by the launcher's own command and by a program that attaches
 * itself, begin all flows that a window of the application can begin too, and then leave in good order.
 *
 * <p>Confined to the director's thread.
 */
final class GuestFlow {
    private static final String LABEL = Integer.toString(Flows.GUESTS);

    /** The launcher's own main class; by name, since the launcher depends on the demo. */
    private static final String LAUNCHER = "dev.covalent.launcher.LauncherMain";

    private static final Duration ENTRY_LIMIT = Duration.ofSeconds(30);
    private static final Duration EXIT_LIMIT = Duration.ofSeconds(10);

    private final MainProcess main;
    private final Children children;
    private final Cast cast;
    private final FlowRunner runner;
    private final List<Flow> flows;
    private final Transcript transcript;

    GuestFlow(
            MainProcess main,
            Children children,
            Cast cast,
            FlowRunner runner,
            List<Flow> flows,
            Transcript transcript) {
        this.main = main;
        this.children = children;
        this.cast = cast;
        this.runner = runner;
        this.flows = flows.subList(0, Flows.FOR_GUESTS);
        this.transcript = transcript;
    }

    /** Runs all of it, prints the verdict and returns it. */
    FlowResult run(Actor responder) throws InterruptedException {
        FlowResult result;
        try {
            result = judge(byCommand(responder), byProgram(responder));
        } catch (IOException | IllegalStateException failed) {
            result = FlowResult.failed(LABEL, String.valueOf(failed.getMessage()));
        }
        transcript.line(result.toString());
        return result;
    }

    private int byCommand(Actor responder) throws IOException, InterruptedException {
        ChildJvm child = children.start(
                AttachedPage.ROLE,
                LAUNCHER,
                "renderer",
                "--attach",
                main.name(),
                "--page",
                AttachedPage.class.getName(),
                "--title",
                "Attached",
                "--headless");
        return visit(child, AttachedPage.ROLE, responder);
    }

    private int byProgram(Actor responder) throws IOException, InterruptedException {
        ChildJvm child = children.start(AttachedProgram.ROLE, AttachedProgram.class.getName(), main.name());
        return visit(child, AttachedProgram.ROLE, responder);
    }

    /** Returns how many flows held. */
    private int visit(ChildJvm child, String role, Actor responder) throws InterruptedException {
        try (child) {
            Actor guest = cast.await(role, ENTRY_LIMIT);
            if (guest.processId() != child.pid()) {
                throw new IllegalStateException("The " + role + " renderer is process " + guest.processId()
                        + ", but the process that was launched is " + child.pid());
            }
            int held = 0;
            for (Flow flow : flows) {
                held += runner.run(LABEL + "." + flow.number(), flow, guest, responder)
                                .ok()
                        ? 1
                        : 0;
            }
            cast.leave(guest);
            main.browserWindows().fromId(guest.windowId()).ifPresent(BrowserWindow::close);
            awaitGoodEnd(child);
            return held;
        }
    }

    private static void awaitGoodEnd(ChildJvm child) throws InterruptedException {
        try {
            ProcessExit exit = child.onExit().get(EXIT_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
            if (exit.exitCode() != 0) {
                throw new IllegalStateException(child + " was closed and ended with " + exit.exitCode() + ", not 0");
            }
        } catch (TimeoutException late) {
            throw new IllegalStateException(
                    child + " was closed and still ran " + EXIT_LIMIT.toSeconds() + " s later", late);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("Nothing completes an exit exceptionally", impossible);
        }
    }

    private static FlowResult judge(int byCommand, int byProgram) {
        boolean ok = byCommand == Flows.FOR_GUESTS && byProgram == Flows.FOR_GUESTS;
        String held = "launched by the command " + byCommand + " of " + Flows.FOR_GUESTS
                + " flows held, attached by a program of its own " + byProgram;
        return new FlowResult(LABEL, ok, held);
    }
}
