package dev.covalent.renderer.boot;

import dev.covalent.common.HostName;
import dev.covalent.common.PeerGoneException;
import dev.covalent.common.WindowTitle;
import dev.covalent.common.endpoint.EndpointDescriptor;
import dev.covalent.common.endpoint.EndpointFile;
import dev.covalent.common.endpoint.EndpointLocator;
import dev.covalent.common.endpoint.NoSuchEndpointException;
import dev.covalent.common.endpoint.RuntimeDirectory;
import dev.covalent.common.frame.Introduction;
import dev.covalent.common.frame.WindowSetup;
import dev.covalent.common.transport.Address;
import dev.covalent.common.transport.Dialer;
import dev.covalent.renderer.Renderer;
import dev.covalent.renderer.host.PageHosts;
import dev.covalent.renderer.host.RunningHost;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The attachment that {@link Renderer#attach} finds. Not thread-safe. */
public final class RendererAttachment implements Renderer.Attachment {
    private static final Duration LOAD_LIMIT = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int WIDTH = 800;
    private static final int HEIGHT = 600;

    private @Nullable String name;
    private @Nullable EndpointFile descriptor;
    private @Nullable String page;
    private @Nullable String title;
    private Duration wait = Duration.ZERO;
    private String host = PageHosts.USUAL;
    private boolean headless = Boolean.getBoolean("covalent.headless");
    private Consumer<Renderer> setUp = renderer -> {};
    private boolean outliveMain;
    private boolean operator;
    private boolean used;

    /** Makes an attachment with every default; for the service loader. */
    public RendererAttachment() {}

    @Override
    public Renderer.Attachment name(String value) {
        name = Objects.requireNonNull(value, "value");
        return this;
    }

    @Override
    public Renderer.Attachment descriptor(Path file) {
        descriptor = EndpointFile.at(Objects.requireNonNull(file, "file"));
        return this;
    }

    @Override
    public Renderer.Attachment waitFor(Duration limit) {
        wait = Objects.requireNonNull(limit, "limit");
        return this;
    }

    @Override
    public Renderer.Attachment page(String className) {
        page = Objects.requireNonNull(className, "className");
        return this;
    }

    @Override
    public Renderer.Attachment title(String value) {
        title = WindowTitle.check(value);
        return this;
    }

    @Override
    public Renderer.Attachment host(String value) {
        host = HostName.check(value);
        return this;
    }

    @Override
    public Renderer.Attachment headless(boolean value) {
        headless = value;
        return this;
    }

    @Override
    public Renderer.Attachment setUp(Consumer<Renderer> consumer) {
        setUp = Objects.requireNonNull(consumer, "consumer");
        return this;
    }

    @Override
    public Renderer.Attachment outliveMain() {
        outliveMain = true;
        return this;
    }

    /** Introduces this process as an operator's tool. */
    RendererAttachment operator() {
        operator = true;
        return this;
    }

    @Override
    public Renderer attach() {
        return connected();
    }

    ConnectedRenderer connected() {
        if (used) {
            throw new IllegalStateException("This attachment was used already: make another");
        }
        used = true;
        EndpointDescriptor endpoint = find();
        ConnectedRenderer renderer = connect(endpoint);
        if (!outliveMain && endpoint.pid() != ProcessHandle.current().pid()) {
            MainWatch.endWithMain(renderer, endpoint.process());
        }
        CompletableFuture<Void> loaded = renderer.start(this::load);
        try {
            loaded.get(LOAD_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            renderer.close();
            throw new IllegalStateException(
                    "The renderer attached to '" + endpoint.name() + "', but could not be set up: " + failed.getCause(),
                    failed.getCause());
        } catch (TimeoutException late) {
            renderer.close();
            throw new IllegalStateException("The page did not load within " + LOAD_LIMIT.toSeconds() + " s", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            renderer.close();
            throw new IllegalStateException("Interrupted while the page loaded", interrupted);
        }
        return renderer;
    }

    private LoadedPage load(ConnectedRenderer renderer) throws Exception {
        setUp.accept(renderer);
        String className = page;
        return className == null ? LoadedPage.NONE : new PageFactory(className).load(renderer);
    }

    private EndpointDescriptor find() {
        Supplier<EndpointDescriptor> look = place();
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            try {
                return look.get();
            } catch (NoSuchEndpointException absent) {
                if (System.nanoTime() - deadline >= 0) {
                    throw absent;
                }
                LockSupport.parkNanos(LOOK_AGAIN_NANOS); // it is another process that publishes; nothing can wake us
            }
        }
    }

    private Supplier<EndpointDescriptor> place() {
        EndpointFile file = descriptor;
        if (file != null) {
            return file::find;
        }
        String wanted = name;
        if (wanted == null) {
            throw new IllegalStateException("Say which main process to attach to: name(…) or descriptor(…)");
        }
        return () -> new EndpointLocator(RuntimeDirectory.existing()).find(wanted); // main may create it meanwhile
    }

    private ConnectedRenderer connect(EndpointDescriptor endpoint) {
        boolean windowless = headless || page == null;
        RunningHost started =
                PageHosts.start(host, windowless, WindowSetup.sized(WIDTH, HEIGHT, true), "attached-loop");
        try {
            Address address = Address.parse(endpoint.address());
            dev.covalent.common.transport.Attachment attached = Dialer.attach(address, endpoint.secret());
            Dialer dialer = new Dialer(address, attached::key);
            return ConnectedRenderer.connect(dialer, attached.lifeline(), started, introduction(endpoint), List.of());
        } catch (SecurityException turnedAway) {
            started.close();
            throw new IllegalStateException(turnedAway.getMessage(), turnedAway);
        } catch (IOException failed) {
            started.close();
            String why = failed instanceof ConnectException ? "cannot be reached" : "does not let this process in";
            throw new PeerGoneException(
                    "Main process '" + endpoint.name() + "' (pid " + endpoint.pid() + ") " + why + ": "
                            + failed.getMessage(),
                    failed);
        }
    }

    private Introduction introduction(EndpointDescriptor endpoint) {
        Introduction ours = Introduction.ofThisProcess(windowTitle(endpoint));
        if (operator) {
            return ours.asOperator();
        }
        return outliveMain ? ours.outlivingMain() : ours;
    }

    private String windowTitle(EndpointDescriptor endpoint) {
        String chosen = title;
        return chosen == null ? endpoint.name() + " (attached)" : chosen;
    }
}
