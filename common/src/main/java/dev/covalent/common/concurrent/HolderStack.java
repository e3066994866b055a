package dev.covalent.common.concurrent;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes what a thread does, for whoever has to find out why a loop is blocked. */
final class HolderStack {
    private static final int MAX_FRAMES = 64;
    private static final List<String> NOT_THE_APPLICATION = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "dev.covalent.common.",
            "dev.covalent.main.",
            "dev.covalent.renderer.");

    private HolderStack() {}

    /** Describes a thread: its state, the application's own call that it is in, its stack. */
    static String of(@Nullable Thread holder) {
        if (holder == null) {
            return "No thread holds the turn; the loop has more to do than it gets done.";
        }
        StackTraceElement[] frames = holder.getStackTrace();
        StringBuilder text = new StringBuilder()
                .append(holder.getName())
                .append(" (")
                .append(holder.getState())
                .append(')')
                .append(call(frames));
        for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
            text.append("\n\tat ").append(place(frames[i]));
        }
        if (frames.length > MAX_FRAMES) {
            text.append("\n\t... ").append(frames.length - MAX_FRAMES).append(" more");
        }
        return text.toString();
    }

    private static String call(StackTraceElement[] frames) {
        for (int i = 0; i < frames.length; i++) {
            if (isApplication(frames[i])) {
                String called =
                        i == 0 ? "" : " in " + frames[i - 1].getClassName() + "." + frames[i - 1].getMethodName();
                return called + ", called by " + place(frames[i]);
            }
        }
        return "";
    }

    /** Without loader and module, which tell nothing here. */
    private static String place(StackTraceElement frame) {
        String file = frame.getFileName();
        String line = frame.getLineNumber() < 0 ? "" : ":" + frame.getLineNumber();
        return frame.getClassName() + "." + frame.getMethodName() + "(" + (file == null ? "?" : file) + line + ")";
    }

    private static boolean isApplication(StackTraceElement frame) {
        return NOT_THE_APPLICATION.stream().noneMatch(frame.getClassName()::startsWith);
    }
}
