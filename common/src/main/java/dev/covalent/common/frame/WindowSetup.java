package dev.covalent.common.frame;

import dev.covalent.common.Bounds;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a window is to be like when its renderer makes it: as it was asked for, or as it was in the renderer before.
 *
 * @param state what it is like; shown only when the page has loaded
 * @param contentSized whether its size is that of its content, and not that of the whole window
 * @param placed whether it is to be where its bounds say, and not where the platform puts it
 * @param enabled whether it takes input
 * @param minimumWidth how narrow its user can make it; 0 for what the platform allows
 * @param minimumHeight how low its user can make it; 0 for what the platform allows
 * @param icon the path of an image file; null for the platform's icon
 * @param number the number of the last command that this takes into account
 */
public record WindowSetup(
        WindowState state,
        boolean contentSized,
        boolean placed,
        boolean enabled,
        int minimumWidth,
        int minimumHeight,
        @Nullable String icon,
        long number) {

    /** Checks the fields. */
    public WindowSetup {
        Objects.requireNonNull(state, "state");
        if (minimumWidth < 0 || minimumHeight < 0) {
            throw new IllegalArgumentException("minimum " + minimumWidth + " x " + minimumHeight);
        }
    }

    /** Describes a window with content of a size, put where the platform likes. */
    public static WindowSetup sized(int width, int height, boolean show) {
        WindowState state = WindowState.hidden(new Bounds(0, 0, width, height), "");
        return new WindowSetup(state.with(show, false, false, false), true, false, true, 0, 0, null, 0);
    }

    void write(FrameWriter w) {
        state.write(w);
        w.writeBoolean(contentSized);
        w.writeBoolean(placed);
        w.writeBoolean(enabled);
        w.writeInt(minimumWidth);
        w.writeInt(minimumHeight);
        w.writeOptionalText(icon);
        w.writeLong(number);
    }

    static WindowSetup read(FrameReader r) {
        return new WindowSetup(
                WindowState.read(r),
                r.readBoolean(),
                r.readBoolean(),
                r.readBoolean(),
                r.readInt(),
                r.readInt(),
                r.readOptionalText(),
                r.readLong());
    }
}
