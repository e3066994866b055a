package dev.covalent.renderer.boot;

import dev.covalent.common.MistakenUse;
import java.util.Arrays;
import java.util.Set;
import org.slf4j.Logger;

/** What a page threw as it was made or loaded. */
final class PageFailure {
    private static final Set<String> MAKERS =
            Set.of(PageFactory.class.getName(), PlainPage.class.getName(), InjectedPage.class.getName());

    private PageFailure() {}

    /** Says it in the terms of the page; where something is missing, and no code of the page is at fault, in one line. */
    static void report(Logger log, Throwable failed) {
        if (failed instanceof MistakenUse || PageFactory.isMissingPage(failed)) {
            log.error("The page did not load: {}", failed.getMessage());
            log.debug("What was thrown", failed);
        } else {
            log.error("The page did not load", failed);
        }
    }

    /** Leaves of the frames those of the page, without how it was called. */
    static void trim(Throwable failed) {
        int seen = 0;
        int most = 16; // causes may go round in a circle
        for (Throwable each = failed; each != null && seen < most; each = each.getCause()) {
            each.setStackTrace(ofPage(each.getStackTrace()));
            seen++;
        }
    }

    private static StackTraceElement[] ofPage(StackTraceElement[] frames) {
        int end = 0;
        while (end < frames.length && !MAKERS.contains(frames[end].getClassName())) {
            end++;
        }
        if (end == frames.length) {
            return frames; // it was not thrown by the page
        }
        while (end > 0 && isOfMaking(frames[end - 1].getClassName())) {
            end--;
        }
        return Arrays.copyOf(frames, end);
    }

    private static boolean isOfMaking(String className) {
        return className.startsWith("java.lang.reflect.")
                || className.startsWith("java.lang.invoke.")
                || className.startsWith("jdk.internal.")
                || className.startsWith("com.google.inject.");
    }
}
