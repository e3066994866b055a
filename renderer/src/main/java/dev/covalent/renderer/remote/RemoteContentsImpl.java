package dev.covalent.renderer.remote;

import dev.covalent.common.ChannelName;
import dev.covalent.common.clone.StructuredClone;
import dev.covalent.common.frame.ContentsDescription;
import dev.covalent.common.frame.Parcel;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.payload.Payload;
import dev.covalent.renderer.RemoteWebContents;
import dev.covalent.renderer.link.MainLink;
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

    /** Tells whether it is one of the main process at the other end of a link. */
    boolean isOver(MainLink link) {
        return windows.asker().link() == link;
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
        return windows.asker().call(find(), RemoteContentsImpl::isMissing);
    }

    @Override
    public CompletableFuture<Boolean> isDestroyedAsync() {
        return windows.asker().ask(find(), RemoteContentsImpl::isMissing);
    }

    @Override
    public long getOSProcessId() {
        return windows.asker().call(find(), RemoteContentsImpl::processId);
    }

    @Override
    public CompletableFuture<Long> getOSProcessIdAsync() {
        return windows.asker().ask(find(), RemoteContentsImpl::processId);
    }

    private RemoteRequest find() {
        return new RemoteRequest.ContentsFind(id);
    }

    private static boolean isMissing(Parcel answer) {
        return RemoteWindows.described(answer) == null;
    }

    private static long processId(Parcel answer) {
        ContentsDescription found = RemoteWindows.described(answer);
        return found == null ? 0 : found.processId();
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
