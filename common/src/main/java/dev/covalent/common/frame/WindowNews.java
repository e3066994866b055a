package dev.covalent.common.frame;

/**
 * What a renderer that was granted the windows, or the contents, of the application is told of them, in their order with
 * everything else that main sends: it finds them by their ids without asking.
 */
public sealed interface WindowNews extends Downstream {

    /**
     * There is a new window.
     *
     * @param window what it is like
     */
    record WindowMade(WindowDescription window) implements WindowNews {

        /** Checks the fields, which a peer may have written. */
        public WindowMade {
            WindowNews.check(window.id());
            WindowNews.check(window.webContentsId());
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(42);
            window.write(w);
        }
    }

    /**
     * A window is destroyed, and no other will have its id.
     *
     * @param windowId the id that it had
     */
    record WindowGone(int windowId) implements WindowNews {

        /** Checks the field, which a peer may have written. */
        public WindowGone {
            WindowNews.check(windowId);
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(43);
            w.writeInt(windowId);
        }
    }

    /**
     * There are new contents.
     *
     * @param webContentsId their id
     */
    record ContentsMade(int webContentsId) implements WindowNews {

        /** Checks the field, which a peer may have written. */
        public ContentsMade {
            WindowNews.check(webContentsId);
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(44);
            w.writeInt(webContentsId);
        }
    }

    /**
     * Contents are destroyed, and no others will have their id.
     *
     * @param webContentsId the id that they had
     */
    record ContentsGone(int webContentsId) implements WindowNews {

        /** Checks the field, which a peer may have written. */
        public ContentsGone {
            WindowNews.check(webContentsId);
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(45);
            w.writeInt(webContentsId);
        }
    }

    private static void check(int id) {
        if (id < 1) {
            throw new IllegalArgumentException("id " + id);
        }
    }
}
