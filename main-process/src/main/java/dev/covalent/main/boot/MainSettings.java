package dev.covalent.main.boot;

import com.google.inject.Module;
import dev.covalent.common.link.QueueLimits;
import dev.covalent.main.spare.SpareUse;
import dev.covalent.main.storage.LocalStorageService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The settings of one main process, complete. Immutable. */
record MainSettings(
        String name,
        String version,
        List<Module> modules,
        @Nullable Path userData,
        long storageQuota,
        Duration launchTimeout,
        Duration requestTimeout,
        QueueLimits queueLimits,
        Duration loopBlockedAfter,
        Duration unresponsiveAfter,
        boolean headless,
        boolean exitsJvm,
        boolean operators,
        boolean attachedRenderers,
        SpareUse spareRenderer) {

    static final long DEFAULT_STORAGE_QUOTA = LocalStorageService.DEFAULT_QUOTA_BYTES;
    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    static final Duration DEFAULT_UNRESPONSIVE_AFTER = Duration.ofSeconds(5);

    private static final int MAX_VERSION = 100;
    private static final String OUR_PACKAGES = "dev.covalent.main.";

    MainSettings {
        Objects.requireNonNull(name, "name");
        checkVersion(version);
        modules = List.copyOf(modules);
        requirePositive("launchTimeout", launchTimeout);
        requirePositive("requestTimeout", requestTimeout);
        requirePositive("loopBlockedAfter", loopBlockedAfter);
        requirePositive("unresponsiveAfter", unresponsiveAfter);
        Objects.requireNonNull(queueLimits, "queueLimits");
        Objects.requireNonNull(spareRenderer, "spareRenderer");
        if (storageQuota < 1 || storageQuota > LocalStorageService.MAX_QUOTA_BYTES) {
            throw new IllegalArgumentException(
                    "storageQuota must be 1 to " + LocalStorageService.MAX_QUOTA_BYTES + " bytes, not " + storageQuota);
        }
    }

    /** Tells whether the default name is one that other processes know, too. */
    static boolean hasDefaultName() {
        return System.getProperty("covalent.name") != null;
    }

    static String defaultName() {
        return System.getProperty(
                "covalent.name", "covalent-" + ProcessHandle.current().pid());
    }

    /** Returns the version of the package that the calling thread's application code is in. */
    static String defaultVersion() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.<Class<?>>map(StackWalker.StackFrame::getDeclaringClass)
                        .filter(type -> !isBetween(type))
                        .findFirst())
                .map(type -> type.getPackage().getImplementationVersion())
                .filter(found -> !found.isBlank() && found.length() <= MAX_VERSION)
                .orElse("0.0.0");
    }

    /** Tells whether a class is only between the application and this one: ours, or of the JDK, which loads the builder. */
    private static boolean isBetween(Class<?> type) {
        return type.getName().startsWith(OUR_PACKAGES) || type.getClassLoader() == null;
    }

    static String checkVersion(String version) {
        Objects.requireNonNull(version, "version");
        if (version.isBlank() || version.length() > MAX_VERSION) {
            throw new IllegalArgumentException(
                    "A version has 1 to " + MAX_VERSION + " characters, not '" + shown(version) + "'");
        }
        return version;
    }

    private static String shown(String text) {
        return text.length() <= MAX_VERSION ? text : text.substring(0, MAX_VERSION) + "...";
    }

    /** Tells whether TCP is wanted even where there are socket files. */
    static boolean prefersTcp() {
        String transport = System.getProperty("covalent.transport", "unix").toLowerCase(Locale.ROOT);
        return switch (transport) {
            case "tcp" -> true;
            case "unix" -> false;
            default ->
                throw new IllegalArgumentException(
                        "covalent.transport is '" + transport + "'; it can be 'unix' or 'tcp'");
        };
    }

    private static void requirePositive(String what, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(what + " must be longer than nothing, not " + value);
        }
    }
}
