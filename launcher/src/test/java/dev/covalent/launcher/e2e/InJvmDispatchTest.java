package dev.covalent.launcher.e2e;

import dev.covalent.main.BrowserWindow;
import dev.covalent.main.MainProcess;

/** Main's dispatch with main and both renderers in this JVM, over the real transport. */
final class InJvmDispatchTest extends DispatchContract {

    @Override
    BrowserWindow open(MainProcess main, String title) {
        return InJvmIpcTest.attach(main, title);
    }
}
