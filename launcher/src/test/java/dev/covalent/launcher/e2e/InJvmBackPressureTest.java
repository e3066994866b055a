package dev.covalent.launcher.e2e;

import dev.covalent.main.BrowserWindow;
import dev.covalent.main.MainProcess;

/** Back pressure with main and both renderers in this JVM, over the real transport. */
final class InJvmBackPressureTest extends BackPressureContract {

    @Override
    BrowserWindow open(MainProcess main, String title) {
        return InJvmIpcTest.attach(main, title);
    }
}
