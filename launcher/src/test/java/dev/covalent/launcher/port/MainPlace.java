package dev.covalent.launcher.port;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.frame.Downstream;
import dev.covalent.common.frame.Upstream;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.common.payload.Payload;
import dev.covalent.main.port.PortRouter;
import java.util.List;
import java.util.function.Consumer;

/** The main process of a {@link Wiring}. Confined to one thread. */
final class MainPlace extends Place {
    private final PortRouter router;

    MainPlace(Consumer<Throwable> uncaught, QueueLimits limits) {
        router = new PortRouter(loop(), uncaught, limits);
    }

    @Override
    MessageChannel newChannel() {
        return router.newChannel();
    }

    /** Posts ports as webContents.postMessage does. */
    boolean give(RendererPlace to, MessagePort... ports) {
        return router.post(to, List.of(ports), grants -> new Downstream.Message("ports", 0, Payload.NONE, grants));
    }

    void take(RendererPlace from, Upstream frame) {
        if (frame instanceof Upstream.Message message) {
            arrive(router.adopt(from, message.ports()));
        } else if (frame instanceof Upstream.PortMessage message) {
            router.message(from, message);
        } else if (frame instanceof Upstream.PortReturned message) {
            router.returned(from, message);
        } else if (frame instanceof Upstream.PortTaken taken) {
            router.taken(from, taken);
        } else if (frame instanceof Upstream.PortClose close) {
            router.close(from, close);
        } else {
            throw new IllegalArgumentException("No frame about ports: " + frame);
        }
    }

    PortRouter router() {
        return router;
    }
}
