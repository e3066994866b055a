package dev.covalent.common.frame;

import dev.covalent.common.Bounds;
import dev.covalent.common.WindowTitle;
import java.util.Objects;

/** What is to be done with a window. It says how the window is to be, and never by how much, so that twice does no harm. */
public sealed interface WindowCommand {

    /** Writes the type and the fields. */
    void write(FrameWriter w);

    /** Reads a command. */
    static WindowCommand read(FrameReader r) {
        int type = r.readByte();
        return switch (type) {
            case 0 -> new Act(one(r, Action.values()));
            case 1 -> new Turn(one(r, Trait.values()), r.readBoolean());
            case 2 -> new Place(WindowState.readBounds(r));
            case 3 -> new Move(r.readInt(), r.readInt());
            case 4 -> new Resize(one(r, Measure.values()), r.readInt(), r.readInt());
            case 5 -> new Entitle(r.readText());
            default -> throw r.malformed("unknown command " + type);
        };
    }

    private static <E> E one(FrameReader r, E[] all) {
        int code = r.readByte();
        if (code < 0 || code >= all.length) {
            throw r.malformed("number " + code + " of " + all.length);
        }
        return all[code];
    }

    /** What can be done with any window. */
    enum Action {
        /** Show it and give it the focus. */
        SHOW(0),
        /** Show it and leave the focus where it is. */
        SHOW_INACTIVE(1),
        /** Hide it. */
        HIDE(2),
        /** Give it the focus. */
        FOCUS(3),
        /** Put it behind the others. */
        BLUR(4),
        /** Make it an icon. */
        MINIMIZE(5),
        /** Make it a window again. */
        RESTORE(6),
        /** Make it as large as its screen. */
        MAXIMIZE(7),
        /** Make it as large as it was. */
        UNMAXIMIZE(8),
        /** Put it into the middle of its screen. */
        CENTER(9);

        private final int code;

        Action(int code) {
            this.code = code;
        }
    }

    /** What a window is or is not. */
    enum Trait {
        /** It covers all of its screen, and has no frame. */
        FULL_SCREEN(0),
        /** It stays above the others. */
        ALWAYS_ON_TOP(1),
        /** Its user may change its size. */
        RESIZABLE(2),
        /** It takes input. */
        ENABLED(3);

        private final int code;

        Trait(int code) {
            this.code = code;
        }
    }

    /** Which size is meant. */
    enum Measure {
        /** Of the window with its frame. */
        WHOLE(0),
        /** Of its content. */
        CONTENT(1),
        /** The least that its user can give it. */
        MINIMUM(2);

        private final int code;

        Measure(int code) {
            this.code = code;
        }
    }

    /**
     * Does something.
     *
     * @param action what
     */
    record Act(Action action) implements WindowCommand {

        /** Checks that there is one. */
        public Act {
            Objects.requireNonNull(action, "action");
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(0);
            w.writeByte(action.code);
        }
    }

    /**
     * Makes a window be something, or not.
     *
     * @param trait what
     * @param on whether it is
     */
    record Turn(Trait trait, boolean on) implements WindowCommand {

        /** Checks that there is one. */
        public Turn {
            Objects.requireNonNull(trait, "trait");
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(1);
            w.writeByte(trait.code);
            w.writeBoolean(on);
        }
    }

    /**
     * Moves and resizes a window.
     *
     * @param bounds where to
     */
    record Place(Bounds bounds) implements WindowCommand {

        /** Checks that there are some. */
        public Place {
            Objects.requireNonNull(bounds, "bounds");
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(2);
            WindowState.writeBounds(w, bounds);
        }
    }

    /**
     * Moves a window.
     *
     * @param x its left edge
     * @param y its upper edge
     */
    record Move(int x, int y) implements WindowCommand {

        /** Checks that a window can be there. */
        public Move {
            Bounds.checkPosition(x, y);
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(3);
            w.writeInt(x);
            w.writeInt(y);
        }
    }

    /**
     * Resizes a window.
     *
     * @param measure which size is meant
     * @param width how wide
     * @param height how high
     */
    record Resize(Measure measure, int width, int height) implements WindowCommand {

        /** Checks that a window can be so large. */
        public Resize {
            Objects.requireNonNull(measure, "measure");
            Bounds.checkSize(width, height);
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(4);
            w.writeByte(measure.code);
            w.writeInt(width);
            w.writeInt(height);
        }
    }

    /**
     * Changes the title.
     *
     * @param title the title
     */
    record Entitle(String title) implements WindowCommand {

        /** Checks the title. */
        public Entitle {
            WindowTitle.check(title);
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(5);
            w.writeText(title);
        }
    }
}
