package dev.covalent.renderer.boot;

import dev.covalent.common.Bounds;
import dev.covalent.common.IpcException;
import dev.covalent.common.frame.PageNews;
import dev.covalent.common.frame.WindowState;
import dev.covalent.renderer.link.MainLink;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells main what the window is like. One report is under way at most: of what changes meanwhile main learns the last, so
 * that a window that is dragged does not flood it. Confined to the renderer's loop.
 */
final class WindowReports {
    private static final Logger log = LoggerFactory.getLogger(WindowReports.class);

    private final MainLink link;
    private PageNews.@Nullable WindowReport last;
    private PageNews.@Nullable WindowReport next;
    private boolean underWay;

    WindowReports(MainLink link) {
        this.link = link;
    }

    void report(long handled, WindowState state, Bounds normal) {
        PageNews.WindowReport report = new PageNews.WindowReport(handled, state, normal);
        if (underWay) {
            next = report;
        } else if (isNews(report)) {
            send(report);
        }
    }

    /** Main has taken what is under way. */
    void taken() {
        underWay = false;
        PageNews.WindowReport waiting = next;
        next = null;
        if (waiting != null && isNews(waiting)) {
            send(waiting);
        }
    }

    /** The first one is compared with nothing: it would cost a renderer's start the code that compares two. */
    private boolean isNews(PageNews.WindowReport report) {
        return last == null || !report.equals(last);
    }

    private void send(PageNews.WindowReport report) {
        try {
            link.post(report);
            underWay = true;
            last = report;
        } catch (IpcException notSent) { // the window is about to go, or main is, or it is far behind
            log.debug("Main was not told of the window: {}", notSent.getMessage());
        }
    }
}
