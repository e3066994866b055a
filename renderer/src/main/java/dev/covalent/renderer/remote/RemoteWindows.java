package dev.covalent.renderer.remote;

import dev.covalent.common.ChannelName;
import dev.covalent.common.TypeToken;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.ContentsDescription;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.common.payload.Payload;
import dev.covalent.renderer.RemoteBrowserWindow;
import dev.covalent.renderer.RemoteBrowserWindows;
import dev.covalent.renderer.RemoteWebContents;
import dev.covalent.renderer.RemoteWebContentsLookup;
import dev.covalent.renderer.RemoteWindowOptions;
import dev.covalent.renderer.link.MainLink;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The windows and contents of the application, over a link. One has one handle as long as somebody holds it.
 *
 * <p>Thread-safe.
 */
final class RemoteWindows implements RemoteBrowserWindows {
    private static final TypeToken<List<WindowDescription>> WINDOWS = new TypeToken<>() {};

    private final MainLink link;
    private final WeakHandles<RemoteBrowserWindow> windows = new WeakHandles<>();
    private final WeakHandles<RemoteWebContents> contents = new WeakHandles<>();

    RemoteWindows(MainLink link) {
        this.link = link;
    }

    @Override
    public RemoteBrowserWindow open(RemoteWindowOptions options) {
        Objects.requireNonNull(options, "options");
        RemoteRequest.WindowOpen asked = new RemoteRequest.WindowOpen(
                options.page(), options.title(), options.width(), options.height(), options.show());
        return handle(StructuredClone.value(link.call(asked).value()).get(WindowDescription.class));
    }

    @Override
    public Optional<RemoteBrowserWindow> fromId(int windowId) {
        return Optional.ofNullable(find(windowId)).map(this::handle);
    }

    @Override
    public List<RemoteBrowserWindow> getAllWindows() {
        List<WindowDescription> all = StructuredClone.value(
                        link.call(new RemoteRequest.WindowList()).value())
                .get(WINDOWS);
        return all.stream().map(this::handle).toList();
    }

    @Override
    public Optional<RemoteBrowserWindow> getFocusedWindow() {
        @Nullable WindowDescription focused = StructuredClone.value(
                        link.call(new RemoteRequest.WindowFocused()).value())
                .get(WindowDescription.class);
        return Optional.ofNullable(focused).map(this::handle);
    }

    RemoteWebContentsLookup contents() {
        return id -> Optional.ofNullable(findContents(id)).map(this::handle);
    }

    RemoteWebContents handle(ContentsDescription description) {
        return contents(description.id());
    }

    private RemoteWebContents contents(int id) {
        return contents.get(id, () -> new Contents(this, id));
    }

    RemoteBrowserWindow handle(WindowDescription description) {
        return windows.get(description.id(), () -> new Window(this, description));
    }

    private @Nullable WindowDescription find(int windowId) {
        return StructuredClone.value(
                        link.call(new RemoteRequest.WindowFind(windowId)).value())
                .get(WindowDescription.class);
    }

    private @Nullable ContentsDescription findContents(int webContentsId) {
        return StructuredClone.value(
                        link.call(new RemoteRequest.ContentsFind(webContentsId)).value())
                .get(ContentsDescription.class);
    }

    /** A window. Immutable. */
    private static final class Window implements RemoteBrowserWindow {
        private final RemoteWindows windows;
        private final WindowDescription description;

        Window(RemoteWindows windows, WindowDescription description) {
            this.windows = windows;
            this.description = description;
        }

        @Override
        public int id() {
            return description.id();
        }

        @Override
        public RemoteWebContents webContents() {
            return windows.contents(description.webContentsId());
        }

        @Override
        public String title() {
            return description.title();
        }

        @Override
        public boolean isDestroyed() {
            return windows.find(id()) == null;
        }

        @Override
        public void close() {
            windows.link.post(new Upstream.WindowClose(id()));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Window window && window.id() == id() && window.windows.link == windows.link;
        }

        @Override
        public int hashCode() {
            return id();
        }

        @Override
        public String toString() {
            return "remote window " + id();
        }
    }

    /** What a window shows. Immutable. */
    private static final class Contents implements RemoteWebContents {
        private final RemoteWindows windows;
        private final int id;

        Contents(RemoteWindows windows, int id) {
            this.windows = windows;
            this.id = id;
        }

        @Override
        public int id() {
            return id;
        }

        @Override
        public boolean send(String channel, @Nullable Object... args) {
            ChannelName.check(channel);
            Payload arguments = StructuredClone.encodeArguments(args);
            return windows.link.relay(id, channel, arguments, new Upstream.RemoteSend(id, channel, arguments));
        }

        @Override
        public boolean isDestroyed() {
            return windows.findContents(id) == null;
        }

        @Override
        public long getOSProcessId() {
            ContentsDescription found = windows.findContents(id);
            return found == null ? 0 : found.processId();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Contents contents && contents.id == id && contents.windows.link == windows.link;
        }

        @Override
        public int hashCode() {
            return id;
        }

        @Override
        public String toString() {
            return "remote contents " + id;
        }
    }
}
