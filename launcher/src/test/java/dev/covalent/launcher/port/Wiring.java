package dev.covalent.launcher.port;

import dev.covalent.common.MessageChannel;
import dev.covalent.common.MessagePort;
import dev.covalent.common.link.QueueLimits;
import java.util.ArrayList;
import java.util.List;

/**
 * A main process and some renderers in one JVM. Nothing moves unless a test says so, hence every crossing of frames can
 * be played. Confined to one thread.
 */
final class Wiring {
    static final QueueLimits LIMITS = QueueLimits.ofBound(1 << 20);

    private final List<Throwable> uncaught = new ArrayList<>();
    private final List<RendererPlace> renderers = new ArrayList<>();
    private final QueueLimits limits;
    private final MainPlace main;

    Wiring() {
        this(LIMITS);
    }

    Wiring(QueueLimits limits) {
        this.limits = limits;
        this.main = new MainPlace(uncaught::add, limits);
    }

    MainPlace main() {
        return main;
    }

    RendererPlace newRenderer() {
        RendererPlace renderer = new RendererPlace(renderers.size() + 1, uncaught::add, limits);
        renderers.add(renderer);
        return renderer;
    }

    /** Connects two renderers; the first one's port is the next that it takes. */
    MessagePort connect(RendererPlace from, RendererPlace to) {
        MessageChannel channel = main.newChannel();
        main.give(from, channel.port1());
        main.give(to, channel.port2());
        settle();
        return to.takePort();
    }

    /** Returns how many ports main and the renderers hold on behalf of each other. */
    int held() {
        return main.router().size()
                + renderers.stream()
                        .mapToInt(renderer -> renderer.table().size())
                        .sum();
    }

    /** Returns what all processes count as posted and not consumed. */
    long outstanding() {
        return main.router().outstanding()
                + renderers.stream()
                        .mapToLong(renderer -> renderer.table().outstanding())
                        .sum();
    }

    List<Throwable> uncaught() {
        return uncaught;
    }

    /** Brings every frame that main has for its renderers to them, and runs no listener. */
    void down() {
        renderers.forEach(renderer -> {
            while (renderer.pumpDown()) {
                // until the link is empty
            }
        });
    }

    /** Brings every frame of one renderer to main, and runs no listener. */
    void up(RendererPlace renderer) {
        while (renderer.pumpUp(main)) {
            // until the link is empty
        }
    }

    /** Brings every frame where it belongs and runs every listener, until nothing moves any more. */
    void settle() {
        boolean moved = true;
        while (moved) {
            moved = main.loop().runOne();
            for (RendererPlace renderer : renderers) {
                moved |= renderer.pumpUp(main)
                        || renderer.pumpDown()
                        || renderer.loop().runOne();
            }
        }
    }
}
