package dev.covalent.renderer.remote;

import dev.covalent.common.ChannelName;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.ContentsDescription;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.payload.Payload;
import dev.covalent.renderer.RemoteWebContents;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a window shows. Immutable. */
final class RemoteContentsImpl implements RemoteWebContents {
    private final RemoteWindows windows;
    private final int id;

    RemoteContentsImpl(RemoteWindows windows, int id) {
        this.windows = windows;
        this.id = id;
    }

    /** Tells whether it is a handle of a certain page's. */
    boolean isOf(RemoteWindows page) {
        return windows == page;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public boolean send(String channel, @Nullable Object... args) {
        ChannelName.check(channel);
        Payload arguments = StructuredClone.encodeArguments(args);
        return windows.asker().link().relay(id, channel, arguments, new Upstream.RemoteSend(id, channel, arguments));
    }

    @Override
    public boolean isDestroyed() {
        return windows.checkContents(id).isEmpty();
    }

    @Override
    public CompletableFuture<Boolean> isDestroyedAsync() {
        return windows.checkContentsAsync(id, Optional::isEmpty);
    }

    @Override
    public long getOSProcessId() {
        return processId(windows.checkContents(id));
    }

    @Override
    public CompletableFuture<Long> getOSProcessIdAsync() {
        return windows.checkContentsAsync(id, RemoteContentsImpl::processId);
    }

    private static long processId(Optional<ContentsDescription> found) {
        return found.map(ContentsDescription::processId).orElse(0L);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RemoteContentsImpl contents && contents.id == id && contents.windows == windows;
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
