package dev.covalent.common.frame;

import java.util.Objects;

/** What main wants of a page, and of the window that it has. */
public sealed interface PageOrder extends Downstream {

    /**
     * The window closes: the page is to unload and the process to end.
     */
    record Unload() implements PageOrder {

        @Override
        public void write(FrameWriter w) {
            w.writeByte(7);
        }
    }

    /**
     * The window is to close: asks whether the page lets it; the answer is an {@link PageNews.UnloadAnswer}.
     *
     * @param attempt the number that the answer repeats
     */
    record MayUnload(long attempt) implements PageOrder {

        @Override
        public void write(FrameWriter w) {
            w.writeByte(11);
            w.writeLong(attempt);
        }
    }

    /**
     * Something is to be done with the renderer's window.
     *
     * @param number one more than the change before had
     * @param command what is to be done
     */
    record WindowChange(long number, WindowCommand command) implements PageOrder {

        /** Checks the fields, which a peer may have written. */
        public WindowChange {
            Objects.requireNonNull(command, "command");
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(40);
            w.writeLong(number);
            command.write(w);
        }
    }

    /**
     * Main has taken the last {@link PageNews.WindowReport}.
     */
    record WindowReportTaken() implements PageOrder {

        @Override
        public void write(FrameWriter w) {
            w.writeByte(41);
        }
    }
}
