package dev.covalent.main.dispatch;

import dev.covalent.common.frame.ContentsDescription;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.RemoteRoot;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.frame.WindowDescription;
import dev.covalent.main.RemoteGetBuiltinEvent;
import dev.covalent.main.session.FakeContents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** A dispatcher whose first renderer is given some of the windows in place of all, or what a listener gives it. */
abstract class DispatcherSubstituteFixture extends DispatcherFixture {
    static final String PING = "ping";

    final List<String> asked = new ArrayList<>();
    final Set<Integer> visible = ConcurrentHashMap.newKeySet();
    Consumer<RemoteGetBuiltinEvent> listener =
            event -> event.returnValue(windows.only(window -> visible.contains(window.id())));
    final Dispatcher dispatcher = dispatcher(desk(gate(event -> {
        if (event instanceof RemoteGetBuiltinEvent builtin) {
            asked.add(builtin.name());
            if (!builtin.name().equals("app")) {
                listener.accept(builtin);
            }
        }
    })));
    private long sequence;

    DispatcherSubstituteFixture(@TempDir Path directory) {
        super(directory);
        visible.add(2);
    }

    Outcome get(RemoteRoot root) throws InterruptedException {
        return ask(new RemoteRequest.RootGet(root));
    }

    Outcome ask(RemoteRequest request) throws InterruptedException {
        return dispatcher.request(first, ++sequence, request);
    }

    @Nullable WindowDescription find(int windowId) throws InterruptedException {
        return value(ask(new RemoteRequest.WindowFind(windowId)), WindowDescription.class);
    }

    @Nullable ContentsDescription findContents(int id) throws InterruptedException {
        return value(ask(new RemoteRequest.ContentsFind(id)), ContentsDescription.class);
    }

    void send(int webContentsId) throws InterruptedException {
        one(new Upstream.RemoteSend(webContentsId, PING, arguments()));
    }

    void one(Upstream frame) throws InterruptedException {
        dispatcher.deliver(first, batch(++sequence, frame));
    }

    /** Returns how many of its messages contents were sent. */
    long pings(int webContentsId) {
        return FakeContents.fetch(windows.session(webContentsId).orElseThrow()).stream()
                .filter(frame -> frame instanceof Downstream.Message message
                        && message.channel().equals(PING))
                .count();
    }
}
