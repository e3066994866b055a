package dev.covalent.common.remote;

import dev.covalent.common.GoneReason;
import dev.covalent.common.frame.ContentsDescription;
import dev.covalent.common.frame.WindowDescription;

/** What a renderer passes to main to hear of the application; one is told of the events it was added for. */
public interface AppListener {

    /** The last window that main had opened is closed. */
    void windowAllClosed();

    /** A window was made. */
    void browserWindowCreated(WindowDescription window);

    /** Contents were made. */
    void webContentsCreated(ContentsDescription contents);

    /** The process of a renderer is gone. */
    void renderProcessGone(int webContentsId, GoneReason reason, int exitCode);

    /** The application has begun to quit. */
    void beforeQuit();
}
