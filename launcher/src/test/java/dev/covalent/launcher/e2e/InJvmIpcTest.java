package dev.covalent.launcher.e2e;

import dev.covalent.main.BrowserWindow;
import dev.covalent.main.MainProcess;
import dev.covalent.renderer.Renderer;

/** The contract with main and both renderers in this JVM, over the real transport. */
final class InJvmIpcTest extends IpcContract {

    @Override
    BrowserWindow open(MainProcess main, String title) {
        return attach(main, title);
    }

    static BrowserWindow attach(MainProcess main, String title) {
        Renderer renderer = Renderer.attachment(main.name())
                .title(title)
                .setUp(ScriptHost::install)
                .attach();
        return main.browserWindows().fromId(renderer.windowId()).orElseThrow();
    }
}
