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
 * @param standing where it is to stand among the other windows when it is shown
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
        Standing standing,
        int minimumWidth,
        int minimumHeight,
        @Nullable String icon,
        long number) {

    /** Where a window stands among the others. */
    public enum Standing {
        /** In front of them, with the focus. */
        FOCUSED(0),
        /** In front of them; the focus stays where it is. */
        IN_FRONT(1),
        /** Behind them; the focus stays where it is. */
        BEHIND(2);

        private final int code;

        Standing(int code) {
            this.code = code;
        }

        private static Standing read(FrameReader r) {
            int code = r.readByte();
            return switch (code) {
                case 0 -> FOCUSED;
                case 1 -> IN_FRONT;
                case 2 -> BEHIND;
                default -> throw r.malformed("unknown standing " + code);
            };
        }
    }

    /** Checks the fields. */
    public WindowSetup {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(standing, "standing");
        if (minimumWidth < 0 || minimumHeight < 0) {
            throw new IllegalArgumentException("minimum " + minimumWidth + " x " + minimumHeight);
        }
    }

    /** Describes a window with content of a size, put where the platform likes. */
    public static WindowSetup sized(int width, int height, boolean show) {
        WindowState state = WindowState.hidden(new Bounds(0, 0, width, height), "");
        return new WindowSetup(
                state.with(show, false, false, false), true, false, true, Standing.FOCUSED, 0, 0, null, 0);
    }

    void write(FrameWriter w) {
        state.write(w);
        w.writeBoolean(contentSized);
        w.writeBoolean(placed);
        w.writeBoolean(enabled);
        w.writeByte(standing.code);
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
                Standing.read(r),
                r.readInt(),
                r.readInt(),
                r.readOptionalText(),
                r.readLong());
    }
}
