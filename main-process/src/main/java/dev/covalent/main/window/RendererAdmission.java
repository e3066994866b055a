package dev.covalent.main.window;

import dev.covalent.common.frame.Introduction;
import dev.covalent.common.frame.MalformedFrameException;
import dev.covalent.main.AttachingRenderer;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.session.RendererSession;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets renderers in that make their first call, or turns them away. Thread-safe. */
final class RendererAdmission {
    private static final Logger log = LoggerFactory.getLogger(RendererAdmission.class);

    private final boolean attachedRenderers;
    private final Creations creations;
    private final Consumer<MainBrowserWindow> show;

    /**
     * Makes an admission.
     *
     * @param attachedRenderers whether any that was launched separately is let in
     * @param creations asks the application whether it lets one in, and tells of windows
     * @param show lists the window of one that was let in
     */
    RendererAdmission(boolean attachedRenderers, Creations creations, Consumer<MainBrowserWindow> show) {
        this.attachedRenderers = attachedRenderers;
        this.creations = creations;
        this.show = show;
    }

    /**
     * Lets a renderer in; waits until its window is told of.
     *
     * @throws SecurityException if it is turned away
     * @throws MalformedFrameException if it was let in before, or says what it cannot be
     */
    BrowserWindow admit(Incarnation incarnation, Introduction introduction) {
        MainBrowserWindow window = incarnation.window();
        if (!incarnation.supervisor().connected(introduction.processId())) {
            throw new MalformedFrameException("A renderer introduces itself once");
        }
        if (introduction.operator()) {
            admitOperator(incarnation.session(), window, introduction);
            return window;
        }
        if (window.isAttached()) {
            letIn(incarnation, introduction);
        }
        creations.awaitTold(window);
        log.info("{}: connected", incarnation.session());
        return window;
    }

    /** An operator's tool is in no list, and nobody is told of it. */
    private static void admitOperator(RendererSession session, MainBrowserWindow window, Introduction introduction) {
        if (!window.isAttached()) {
            throw new MalformedFrameException("A renderer that main has forked is no operator's tool");
        }
        session.processId(introduction.processId());
        session.introducedAsOperator();
        boolean unused = window.tellCreated(); // nor will it be told later
        log.info("{}: connected, as an operator's tool", session);
    }

    private void letIn(Incarnation attached, Introduction introduction) {
        attached.session().processId(introduction.processId());
        if (!attachedRenderers) {
            throw turnAway(attached, "MainProcess.builder().attachedRenderers(false) says so");
        }
        Boolean lets = creations.lets(new AttachingRenderer(introduction.processId(), introduction.title()));
        if (lets == null || !lets) {
            throw turnAway(attached, lets == null ? "it is ending" : "a listener of 'renderer-attaching' says so");
        }
        attached.supervisor().attached(AttachedProcess.of(introduction));
        attached.window().title(introduction.title());
        show.accept(attached.window());
    }

    private static SecurityException turnAway(Incarnation attached, String why) {
        log.info("{}: turned away, because {}", attached.session(), why);
        attached.supervisor().turnedAway();
        return new SecurityException("The application does not let this process attach: " + why);
    }
}
