package dev.covalent.main.window;

import dev.covalent.common.RemoteError;
import dev.covalent.common.frame.PageNews;
import dev.covalent.common.frame.PageOrder;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.WebContents;
import dev.covalent.main.session.RendererSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what renderers, and those who watch over them, report of pages, and tells it as events.
 *
 * <p>Confined to the turn of main's loop. What is reported of a page that another has replaced is dropped.
 */
public final class PageReports {
    private static final Logger log = LoggerFactory.getLogger(PageReports.class);

    private final WindowRegister register;
    private final Incarnations incarnations;
    private final Focus focus;
    private final WindowObserver observer;
    private final Runnable settled;

    /**
     * Makes one.
     *
     * @param settled is told, in the turn, that a page has loaded, or could not
     */
    PageReports(WindowRegister register, Focus focus, WindowObserver observer, Runnable settled) {
        this.register = register;
        this.incarnations = register.incarnations();
        this.focus = focus;
        this.observer = observer;
        this.settled = settled;
    }

    /** A page begins to load. */
    void loading(RendererSession session) {
        incarnations.current(session).ifPresent(incarnation -> {
            BrowserWebContents contents = incarnation.window().contents();
            contents.emit(WebContents.DID_START_LOADING, contents);
        });
    }

    /** A page has loaded. */
    public void loaded(RendererSession session) {
        register.settle(session, ContentsState.LOADED).ifPresent(incarnation -> {
            MainBrowserWindow window = incarnation.window();
            BrowserWebContents contents = window.contents();
            incarnation.supervisor().loaded();
            window.emit(BrowserWindow.READY_TO_SHOW, window);
            contents.emit(WebContents.DID_FINISH_LOAD, contents);
            incarnation.load().succeeded();
        });
        settled.run();
    }

    /** A page could not be loaded: its own JVM has logged the trace, to where its output goes. */
    public void failed(RendererSession session, RemoteError error) {
        log.error("{}: its page did not load: {}", session, error);
        log.debug("{}: what its page threw:\n{}", session, error.stack());
        register.settle(session, ContentsState.FAILED).ifPresent(incarnation -> {
            incarnation.supervisor().loaded();
            incarnation.window().contents().emit(WebContents.DID_FAIL_LOAD, error);
            incarnation.load().failed(error);
        });
        settled.run();
    }

    /** The JVM of a page, also of one that another has replaced, ends because its own program says so. */
    public void exiting(RendererSession session) {
        incarnations
                .find(session)
                .ifPresent(incarnation -> incarnation.supervisor().exiting());
    }

    /** The window of a renderer got or lost the focus. */
    public void focusChanged(RendererSession session, boolean focused) {
        incarnations
                .current(session)
                .map(Incarnation::window)
                .filter(window -> focused ? focus.gained(window) : focus.lost(window))
                .ifPresent(window -> tellFocus(window, focused));
    }

    void tellFocus(MainBrowserWindow window, boolean focused) {
        window.emit(focused ? BrowserWindow.FOCUS : BrowserWindow.BLUR, window);
        observer.focusChanged(window, focused);
        if (focused) {
            window.gotFocus();
            window.family().passFocus();
        }
    }

    /** A renderer tells what its window is like. */
    public void reported(RendererSession session, PageNews.WindowReport report) {
        session.post(new PageOrder.WindowReportTaken());
        incarnations
                .current(session)
                .ifPresent(incarnation -> incarnation.window().reported(report));
    }

    /** A page does not answer, or does again. */
    void responsive(RendererSession session, boolean responsive) {
        incarnations.current(session).map(Incarnation::window).ifPresent(window -> {
            BrowserWebContents contents = window.contents();
            window.emit(responsive ? BrowserWindow.RESPONSIVE : BrowserWindow.UNRESPONSIVE, window);
            contents.emit(responsive ? WebContents.RESPONSIVE : WebContents.UNRESPONSIVE, contents);
        });
    }
}
