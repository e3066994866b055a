package dev.covalent.launcher.e2e;

import dev.covalent.main.BrowserWindow;
import dev.covalent.main.BrowserWindowOptions;
import dev.covalent.main.MainProcess;

/** Main's dispatch with each renderer in a JVM of its own, forked by main. */
final class ForkedDispatchIT extends DispatchContract {

    @Override
    BrowserWindow open(MainProcess main, String title) {
        return ForkedIpcIT.loaded(
                main, BrowserWindowOptions.page(ScriptPage.class).title(title));
    }
}
