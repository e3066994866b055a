package dev.covalent.launcher.e2e;

import dev.covalent.main.BrowserWindow;
import dev.covalent.main.MainProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract over TCP, with main and both renderers in this JVM. */
final class InJvmTcpIpcTest extends IpcContract {
    private static final String TRANSPORT = "covalent.transport";

    @BeforeAll
    @Override
    void start(@TempDir Path userData) {
        System.setProperty(TRANSPORT, "tcp");
        super.start(userData);
    }

    @AfterAll
    @Override
    void stop() {
        System.clearProperty(TRANSPORT);
        super.stop();
    }

    @Override
    BrowserWindow open(MainProcess main, String title) {
        return InJvmIpcTest.attach(main, title);
    }
}
