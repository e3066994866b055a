package dev.covalent.common.frame;

import dev.covalent.common.Bounds;
import dev.covalent.common.payload.Payload;
import java.util.Objects;

/** What a renderer says of its page, of its own window, and of its end. */
public sealed interface PageNews extends Upstream {

    /**
     * The page has loaded.
     */
    record PageLoaded() implements PageNews {

        @Override
        public void write(FrameWriter w) {
            w.writeByte(10);
        }
    }

    /**
     * The page could not be made or loaded.
     *
     * @param error the encoded error
     */
    record PageFailed(Payload error) implements PageNews {

        /** Checks the fields, which a peer may have written. */
        public PageFailed {
            Objects.requireNonNull(error, "error");
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(11);
            w.writePayload(error);
        }
    }

    /**
     * The renderer's own window got or lost the focus.
     *
     * @param focused whether it has it now
     */
    record WindowFocus(boolean focused) implements PageNews {

        @Override
        public void write(FrameWriter w) {
            w.writeByte(25);
            w.writeBoolean(focused);
        }
    }

    /**
     * What the renderer's own window is like now. The next is sent only when main has taken this one.
     *
     * @param handled the number of the last command whose effect is in it
     * @param state what it is like
     * @param normal where it is when it is neither an icon nor maximised nor in full screen
     */
    record WindowReport(long handled, WindowState state, Bounds normal) implements PageNews {

        /** Checks the fields, which a peer may have written. */
        public WindowReport {
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(normal, "normal");
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(40);
            w.writeLong(handled);
            state.write(w);
            WindowState.writeBounds(w, normal);
        }
    }

    /**
     * The renderer's JVM ends because its own program says so, whatever its exit code looks like; it may send more.
     */
    record Exiting() implements PageNews {

        @Override
        public void write(FrameWriter w) {
            w.writeByte(29);
        }
    }

    /**
     * The renderer closes in good order; it sends nothing after this.
     */
    record Goodbye() implements PageNews {

        @Override
        public void write(FrameWriter w) {
            w.writeByte(13);
        }
    }

    /**
     * The user, or the page, wants the window of this renderer closed.
     */
    record CloseRequest() implements PageNews {

        @Override
        public void write(FrameWriter w) {
            w.writeByte(17);
        }
    }

    /**
     * The answer to a {@link PageOrder.MayUnload}.
     *
     * @param attempt the number of the question
     * @param stays whether the page wants its window to stay open
     */
    record UnloadAnswer(long attempt, boolean stays) implements PageNews {

        @Override
        public void write(FrameWriter w) {
            w.writeByte(18);
            w.writeLong(attempt);
            w.writeBoolean(stays);
        }
    }
}
