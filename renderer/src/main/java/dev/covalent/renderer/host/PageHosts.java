package dev.covalent.renderer.host;

import dev.covalent.common.frame.WindowSetup;
import dev.covalent.renderer.HostWindow;
import dev.covalent.renderer.PageHost;
import java.awt.AWTError;
import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds and starts the hosts of pages. */
public final class PageHosts {
    /** The name of the host that a page has if none was chosen: a real window where there is a display. */
    public static final String USUAL = "";

    private static final Logger log = LoggerFactory.getLogger(PageHosts.class);
    private static final String SERVICE = "META-INF/services/" + PageHost.Provider.class.getName();

    /** Each error of the loader is about another entry, but a loader that repeats itself must not go on for ever. */
    private static final int MAX_PROBLEMS = 100;

    private PageHosts() {}

    /**
     * Starts a host.
     *
     * @param name which; {@link #USUAL} for none in particular
     * @param headless whether the window is to be in memory only, whatever host was chosen
     * @param setup what the window is to be like
     * @param role names the threads
     * @throws UnavailableHostException if there is no such host, or it does not start
     */
    public static RunningHost start(String name, boolean headless, WindowSetup setup, String role) {
        PageHost.Provider provider = headless || name.equals(USUAL) ? usual(headless) : find(name);
        CompletableFuture<Throwable> broken = new CompletableFuture<>();
        PageHost host = start(provider, name, broken);
        try {
            return new RunningHost(host, broken, setup, role);
        } catch (RuntimeException | LinkageError unusable) { // its loop is the host's own code
            host.close();
            throw unavailable(name, unusable);
        }
    }

    /** Starts a host; one that cannot be started is replaced by one whose page does not load, because of that. */
    public static RunningHost startOrFailLater(String name, boolean headless, WindowSetup setup, String role) {
        try {
            return start(name, headless, setup, role);
        } catch (UnavailableHostException unavailable) {
            return new RunningHost(new Unavailable(unavailable), new CompletableFuture<>(), setup, role);
        }
    }

    /** Looks for nothing, because each renderer does this as it starts. */
    private static PageHost.Provider usual(boolean headless) {
        return headless || GraphicsEnvironment.isHeadless() ? new HeadlessHostProvider() : new SwingHostProvider();
    }

    private static PageHost start(PageHost.Provider provider, String name, CompletableFuture<Throwable> broken) {
        try {
            return Objects.requireNonNull(provider.start(broken::complete), "start() returned no host");
        } catch (Exception | LinkageError | AWTError failed) {
            throw unavailable(name, failed);
        }
    }

    private static UnavailableHostException unavailable(String name, Throwable failed) {
        String reason = failed.getMessage() == null ? failed.toString() : failed.getMessage();
        String which = name.equals(USUAL) ? "" : " '" + name + "'";
        return new UnavailableHostException("The page host" + which + " did not start: " + reason, failed);
    }

    private static PageHost.Provider find(String name) {
        Found all = look();
        List<PageHost.Provider> found = all.providers().getOrDefault(name, List.of());
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            throw new UnavailableHostException(
                    "There is no page host '" + name + "' on this renderer's class path, only "
                            + String.join(", ", all.providers().keySet()) + all.problems()
                            + ". Add the jar that has it, with its "
                            + SERVICE + ", with BrowserWindowOptions.classPath or --class-path",
                    null);
        }
        String classes = found.stream()
                .map(provider -> provider.getClass().getName())
                .sorted()
                .collect(Collectors.joining(" and "));
        throw new UnavailableHostException(
                "More than one page host on this renderer's class path is called '" + name + "': " + classes
                        + ". Leave all but one of them out",
                null);
    }

    /** What the service loader finds, and what it says of the rest. */
    private record Found(SortedMap<String, List<PageHost.Provider>> providers, String problems) {}

    private static Found look() {
        Iterator<PageHost.Provider> loaded = ServiceLoader.load(
                        PageHost.Provider.class, Thread.currentThread().getContextClassLoader())
                .iterator();
        SortedMap<String, List<PageHost.Provider>> providers = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        boolean more = true;
        while (more && problems.size() < MAX_PROBLEMS) {
            try {
                more = loaded.hasNext();
                if (more) {
                    PageHost.Provider next = loaded.next();
                    providers
                            .computeIfAbsent(String.valueOf(next.name()), named -> new ArrayList<>())
                            .add(next);
                }
            } catch (ServiceConfigurationError
                    | LinkageError
                    | RuntimeException unusable) { // which may be about another host
                log.debug("A page host cannot be used", unusable);
                problems.add(String.valueOf(unusable.getMessage()));
            }
        }
        return new Found(providers, problems.isEmpty() ? "" : "; unusable: " + String.join("; ", problems));
    }

    /** The host of a page that cannot load, because there is no host for it. */
    private record Unavailable(UnavailableHostException reason) implements PageHost {
        @Override
        public Optional<Loop> loop() {
            return Optional.empty();
        }

        @Override
        public HostWindow newWindow(HostWindow.Setup setup, HostWindow.Listener listener) {
            throw reason;
        }

        @Override
        public void close() {
            // nothing was started
        }
    }
}
