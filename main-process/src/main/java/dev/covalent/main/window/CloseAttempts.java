package dev.covalent.main.window;

import dev.covalent.main.BrowserWindow;
import dev.covalent.main.PreventableEvent;
import dev.covalent.main.WebContents;
import dev.covalent.main.session.RendererSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks whether windows may close: first main's listeners of {@code close}, then the windows that belong to it, then the
 * page. Each attempt asks anew, and a window has one at a time.
 *
 * <pre>
 *   begun ── close: prevented ──▶ stays
 *     ├──▶ those that belong to it asked ── one stays ──▶ stays
 *     └──▶ page asked ── wants to stay ── will-prevent-unload: not prevented ──▶ stays
 *             ├── lets it, or is overruled ──▶ closes
 *             └── its process ends ──▶ closes
 * </pre>
 *
 * <p>Confined to the turn of main's loop.
 */
final class CloseAttempts {
    /** To be told by those who do not want to know. */
    static final Consumer<Boolean> NOBODY = closes -> {};

    private static final Logger log = LoggerFactory.getLogger(CloseAttempts.class);

    private final Function<MainBrowserWindow, @Nullable Incarnation> renderers;
    private final Predicate<MainBrowserWindow> closing;
    private final Consumer<MainBrowserWindow> closer;
    private final Map<MainBrowserWindow, Attempt> open = new HashMap<>();
    private long lastAttempt;

    /** An attempt, and who is told whether the window closes. */
    private static final class Attempt {
        private final long number;
        private final List<Consumer<Boolean>> told = new ArrayList<>();
        private boolean pageAsked;

        Attempt(long number) {
            this.number = number;
        }

        void tells(Consumer<Boolean> who) {
            if (who != NOBODY) { // a page may ask as often as it likes
                told.add(who);
            }
        }

        void end(boolean closes) {
            told.forEach(who -> who.accept(closes));
        }
    }

    /**
     * Makes a table without attempts.
     *
     * @param renderers finds the renderer of a window whose end was not told
     * @param closing tells whether a window closes already
     * @param closer closes a window that may close
     */
    CloseAttempts(
            Function<MainBrowserWindow, @Nullable Incarnation> renderers,
            Predicate<MainBrowserWindow> closing,
            Consumer<MainBrowserWindow> closer) {
        this.renderers = renderers;
        this.closing = closing;
        this.closer = closer;
    }

    /**
     * Begins an attempt, or joins the one that is under way.
     *
     * @param announced whether listeners of {@code close} are told, and may prevent it
     * @param told is told, once, whether the window closes
     */
    void begin(MainBrowserWindow window, boolean announced, Consumer<Boolean> told) {
        if (window.isDestroyed() || closing.test(window)) {
            told.accept(true);
            return;
        }
        Attempt underWay = open.get(window);
        if (underWay != null) {
            underWay.tells(told);
            return;
        }
        Attempt attempt = new Attempt(++lastAttempt);
        attempt.tells(told);
        open.put(window, attempt); // before anybody is asked: a listener may close it again
        if (announced) {
            PreventableEvent<BrowserWindow> event = new PreventableEvent<>(window);
            window.emit(BrowserWindow.CLOSE, event);
            if (event.isDefaultPrevented()) {
                log.debug("{} stays open: a listener of 'close' prevents it", window);
                end(window, attempt, false);
                return;
            }
        }
        askChildren(window, attempt);
    }

    /** Asks those that belong to the window, all of them, and then its page if each of them closes. */
    private void askChildren(MainBrowserWindow window, Attempt attempt) {
        List<MainBrowserWindow> children = window.family().children();
        if (children.isEmpty()) {
            askPage(window, attempt);
            return;
        }
        int[] unanswered = {children.size()};
        boolean[] stays = {false};
        for (MainBrowserWindow child : children) {
            begin(child, true, closes -> {
                stays[0] |= !closes;
                if (--unanswered[0] == 0) {
                    childrenAsked(window, attempt, stays[0]);
                }
            });
        }
    }

    private void childrenAsked(MainBrowserWindow window, Attempt attempt, boolean oneStays) {
        Attempt current = open.get(window);
        if (current == null || current.number != attempt.number) {
            return; // its renderer has gone meanwhile
        }
        if (oneStays) {
            end(window, attempt, false);
        } else {
            askPage(window, attempt);
        }
    }

    private void askPage(MainBrowserWindow window, Attempt attempt) {
        attempt.pageAsked = true;
        Incarnation shown = renderers.apply(window);
        if (window.isDestroyed() || shown == null || !shown.supervisor().askUnload(attempt.number)) {
            end(window, attempt, true); // there is no page that could be asked, or it leaves already
        }
    }

    /** Takes what a page answers; an answer to nothing that was asked of it is ignored. */
    void answered(MainBrowserWindow window, RendererSession session, long number, boolean stays) {
        Attempt attempt = open.get(window);
        Incarnation shown = renderers.apply(window);
        if (attempt == null || attempt.number != number || shown == null || shown.session() != session) {
            log.debug("{} answers whether it may unload, and was not asked", session);
            return;
        }
        shown.supervisor().unloadAnswered();
        end(window, attempt, !stays || isOverruled(window));
    }

    /**
     * Is told that the renderer of a window is gone.
     *
     * @return whether its page was asked, so that the window closes; as long as others are asked, they decide
     */
    boolean gone(MainBrowserWindow window) {
        Attempt attempt = open.get(window);
        if (attempt == null || !attempt.pageAsked) {
            return false;
        }
        open.remove(window);
        attempt.end(true);
        return true;
    }

    /** Ends the attempt that is under way, if one is: the window stays open. */
    void withdraw(MainBrowserWindow window) {
        Attempt attempt = open.remove(window);
        if (attempt != null) {
            attempt.end(false);
        }
    }

    private static boolean isOverruled(MainBrowserWindow window) {
        PreventableEvent<WebContents> event = new PreventableEvent<>(window.contents());
        window.contents().emit(WebContents.WILL_PREVENT_UNLOAD, event);
        return event.isDefaultPrevented();
    }

    private void end(MainBrowserWindow window, Attempt attempt, boolean closes) {
        if (!open.remove(window, attempt)) {
            return; // a listener has ended the renderer meanwhile
        }
        if (closes) {
            closer.accept(window);
        }
        attempt.end(closes);
    }
}
