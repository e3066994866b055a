package dev.covalent.main.window;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.covalent.common.Bounds;
import dev.covalent.common.EventType;
import dev.covalent.common.frame.PageNews;
import dev.covalent.common.frame.PageOrder;
import dev.covalent.common.frame.WindowCommand;
import dev.covalent.common.frame.WindowSetup;
import dev.covalent.common.frame.WindowSetup.Standing;
import dev.covalent.common.frame.WindowState;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.WindowStyle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What main knows of a window that its renderer owns. A command changes it at once; a report corrects it, but for what a
 * command has changed that was not handled yet when the report was made. Events come from reports alone.
 *
 * <p>Thread-safe: commands leave in the order of their numbers.
 */
final class WindowMirror {
    private final Object lock = new Object();
    private final @Nullable String icon;

    @GuardedBy("lock") private WindowState state;

    /** What its bounds are when it is neither maximised nor anything like that. */
    @GuardedBy("lock") private Bounds normal;

    /** Whether its size is that of its content: nobody knows what is around that before it was shown. */
    @GuardedBy("lock") private boolean contentSized;

    /** How large its content is when it is neither maximised nor anything like that. */
    @GuardedBy("lock") private WindowStyle.Size content;

    /** Whether its place matters: else it has yet to be given one, by the window manager if by nobody else. */
    @GuardedBy("lock") private boolean placed;

    /** Whether it was shown when it neither was maximised nor anything like that. */
    @GuardedBy("lock") private boolean appeared;

    @GuardedBy("lock") private boolean show;

    @GuardedBy("lock") private boolean enabled = true;

    /** Where it stands when a renderer process shows it next. */
    @GuardedBy("lock") private Standing standing = Standing.FOCUSED;

    /** The number of the last command that has changed that. */
    @GuardedBy("lock") private long stood;

    @GuardedBy("lock") private WindowStyle.@Nullable Size minimum;

    /** The last report; null before the first. */
    @GuardedBy("lock") private @Nullable WindowState reported;

    @GuardedBy("lock") private long number;

    /** The numbers of the commands that last changed each part. */
    @GuardedBy("lock") private final Map<Part, Long> touched = new EnumMap<>(Part.class);

    /** What commands change and reports correct, each by itself. */
    private enum Part {
        BOUNDS,
        CONTENT,
        VISIBLE,
        MINIMIZED,
        MAXIMIZED,
        FULL_SCREEN,
        ON_TOP,
        RESIZABLE,
        TITLE;

        private Object of(WindowState state) {
            return switch (this) {
                case BOUNDS -> state.bounds();
                case CONTENT -> List.of(state.contentWidth(), state.contentHeight());
                case VISIBLE -> state.visible();
                case MINIMIZED -> state.minimized();
                case MAXIMIZED -> state.maximized();
                case FULL_SCREEN -> state.fullScreen();
                case ON_TOP -> state.alwaysOnTop();
                case RESIZABLE -> state.resizable();
                case TITLE -> state.title();
            };
        }

        boolean differs(WindowState one, WindowState other) {
            return !of(one).equals(of(other));
        }
    }

    private WindowMirror(WindowState state, boolean show, WindowStyle style) {
        this.state = state;
        this.normal = state.bounds();
        this.show = show;
        this.contentSized = true;
        this.content = new WindowStyle.Size(state.contentWidth(), state.contentHeight());
        this.placed = style.position().isPresent();
        this.minimum = style.minimumSize().orElse(null);
        this.icon = style.icon().map(Path::toAbsolutePath).map(Path::toString).orElse(null);
    }

    static WindowMirror of(BrowserWindowOptions options) {
        WindowStyle style = options.style();
        WindowStyle.Position at = style.position().orElse(new WindowStyle.Position(0, 0));
        WindowState state = WindowState.hidden(
                        new Bounds(at.x(), at.y(), options.width(), options.height()), options.title())
                .traits(style.alwaysOnTop(), style.resizable());
        return new WindowMirror(state, options.show(), style);
    }

    /** Makes the mirror of a window whose renderer has made it before main knew of it. */
    static WindowMirror ofAttached() {
        return new WindowMirror(WindowState.hidden(new Bounds(0, 0, 800, 600), ""), true, WindowStyle.PLAIN);
    }

    WindowState state() {
        synchronized (lock) {
            return state;
        }
    }

    Bounds normalBounds() {
        synchronized (lock) {
            return normal;
        }
    }

    /** Learns what a renderer that attaches calls its window. */
    void introduced(String title) {
        synchronized (lock) {
            state = state.titled(title);
        }
    }

    /**
     * Gives a command its number and sends it.
     *
     * @param sender may refuse it; then nothing has changed
     */
    void command(WindowCommand command, Consumer<PageOrder.WindowChange> sender) {
        synchronized (lock) {
            sender.accept(new PageOrder.WindowChange(number + 1, command));
            number++;
            WindowState before = state;
            state = before.after(command);
            for (Part part : Part.values()) {
                if (part.differs(before, state)) {
                    touched.put(part, number);
                }
            }
            remember(command, before.bounds());
        }
    }

    /** Keeps what a renderer process after this one is to be told. */
    @GuardedBy("lock") private void remember(WindowCommand command, Bounds before) {
        if (state.isNormal() && !state.bounds().equals(before)) {
            normal = state.bounds();
        }
        if (command instanceof WindowCommand.Act act) {
            rememberStanding(act.action());
            show = switch (act.action()) {
                case SHOW, SHOW_INACTIVE, MAXIMIZE -> true;
                case HIDE -> false;
                default -> show;
            };
        } else if (command instanceof WindowCommand.Turn turn && turn.trait() == WindowCommand.Trait.ENABLED) {
            enabled = turn.on();
        } else if (command instanceof WindowCommand.Move || command instanceof WindowCommand.Place) {
            placed = true;
            contentSized = contentSized && command instanceof WindowCommand.Move;
        } else if (command instanceof WindowCommand.Resize resize) {
            switch (resize.measure()) {
                case MINIMUM -> minimum = new WindowStyle.Size(resize.width(), resize.height());
                case WHOLE -> contentSized = false;
                case CONTENT -> {
                    if (reported == null) {
                        normal = normal.sized(resize.width(), resize.height());
                    }
                    contentSized |= !appeared;
                    content = new WindowStyle.Size(resize.width(), resize.height());
                }
            }
        }
    }

    /** Keeps how it is to be shown, unless it is to be shown already. */
    @GuardedBy("lock") private void rememberStanding(WindowCommand.Action action) {
        boolean inactive = action == WindowCommand.Action.SHOW_INACTIVE || action == WindowCommand.Action.MAXIMIZE;
        if (action == WindowCommand.Action.SHOW || (inactive && !show)) {
            standing = inactive ? Standing.IN_FRONT : Standing.FOCUSED;
            stood = number;
        }
    }

    /** Learns that it has got the focus: it has come to the front. */
    void gotFocus() {
        synchronized (lock) {
            standing = Standing.BEHIND;
        }
    }

    /** Learns that its renderer process is gone, and with it the focus that the window had until then. */
    void leftFocused() {
        synchronized (lock) {
            standing = Standing.FOCUSED;
        }
    }

    /**
     * Learns what the window is like.
     *
     * @param titled is told the new title if it is the page that has changed it
     * @return what has happened since the last report
     */
    List<EventType<BrowserWindow>> reported(PageNews.WindowReport report, Consumer<String> titled) {
        WindowState now = report.state();
        List<EventType<BrowserWindow>> events = new ArrayList<>();
        boolean byPage;
        synchronized (lock) {
            WindowState last = reported == null ? unreported(now) : reported;
            byPage = !now.title().equals(last.title()) && !now.title().equals(state.title());
            compare(last, now, events::add);
            reported = now;
            if (Part.VISIBLE.differs(last, now) && isKnown(Part.VISIBLE, report)) {
                show = now.visible();
            }
            if (standing == Standing.IN_FRONT && now.visible() && report.handled() >= stood) {
                standing = Standing.BEHIND; // no window manager is told where it was
            }
            state = corrected(report);
            appeared |= now.visible() && now.isNormal();
            placed |= appeared || !hasCornerOf(report.normal(), normal);
            contentSized &= !appeared;
            if (now.isNormal() && isKnown(Part.CONTENT, report)) {
                content = new WindowStyle.Size(now.contentWidth(), now.contentHeight());
            }
            if (isKnown(Part.BOUNDS, report)) {
                normal = report.normal();
            }
        }
        if (byPage) {
            titled.accept(now.title());
        }
        return events;
    }

    /** Returns what a window is before its first report, which moves or resizes nothing. */
    @GuardedBy("lock") private WindowState unreported(WindowState first) {
        return WindowState.hidden(first.bounds(), state.title());
    }

    private static void compare(WindowState last, WindowState now, Consumer<EventType<BrowserWindow>> events) {
        BiConsumer<Boolean, EventType<BrowserWindow>> tell = (happened, event) -> {
            if (happened) {
                events.accept(event);
            }
        };
        tell.accept(!last.visible() && now.visible(), BrowserWindow.SHOW);
        tell.accept(last.visible() && !now.visible(), BrowserWindow.HIDE);
        tell.accept(!last.minimized() && now.minimized(), BrowserWindow.MINIMIZE);
        tell.accept(last.minimized() && !now.minimized(), BrowserWindow.RESTORE);
        tell.accept(!last.maximized() && now.maximized(), BrowserWindow.MAXIMIZE);
        tell.accept(last.maximized() && !now.maximized(), BrowserWindow.UNMAXIMIZE);
        tell.accept(!last.fullScreen() && now.fullScreen(), BrowserWindow.ENTER_FULL_SCREEN);
        tell.accept(last.fullScreen() && !now.fullScreen(), BrowserWindow.LEAVE_FULL_SCREEN);
        Bounds before = last.bounds();
        Bounds after = now.bounds();
        tell.accept(!hasCornerOf(before, after), BrowserWindow.MOVE);
        tell.accept(before.width() != after.width() || before.height() != after.height(), BrowserWindow.RESIZE);
    }

    private static boolean hasCornerOf(Bounds one, Bounds other) {
        return one.x() == other.x() && one.y() == other.y();
    }

    /** Tells whether a report was made when every command that has changed a part was handled. */
    @GuardedBy("lock") private boolean isKnown(Part part, PageNews.WindowReport report) {
        return report.handled() >= touched.getOrDefault(part, 0L);
    }

    @GuardedBy("lock") private WindowState corrected(PageNews.WindowReport report) {
        WindowState now = report.state();
        WindowState content = isKnown(Part.CONTENT, report) ? now : state;
        return new WindowState(
                (isKnown(Part.BOUNDS, report) ? now : state).bounds(),
                content.contentWidth(),
                content.contentHeight(),
                (isKnown(Part.VISIBLE, report) ? now : state).visible(),
                (isKnown(Part.MINIMIZED, report) ? now : state).minimized(),
                (isKnown(Part.MAXIMIZED, report) ? now : state).maximized(),
                (isKnown(Part.FULL_SCREEN, report) ? now : state).fullScreen(),
                (isKnown(Part.ON_TOP, report) ? now : state).alwaysOnTop(),
                (isKnown(Part.RESIZABLE, report) ? now : state).resizable(),
                (isKnown(Part.TITLE, report) ? now : state).title());
    }

    /** Returns what a renderer process is to make the window like that takes over now. */
    WindowSetup nextSetup() {
        synchronized (lock) {
            WindowStyle.Size least = minimum;
            return new WindowSetup(
                    state.moved(normal)
                            .content(content.width(), content.height())
                            .with(show, state.minimized(), state.maximized(), state.fullScreen()),
                    contentSized,
                    placed,
                    enabled,
                    standing,
                    least == null ? 0 : least.width(),
                    least == null ? 0 : least.height(),
                    icon,
                    number);
        }
    }

    @Override
    public String toString() {
        return Objects.toString(state());
    }
}
