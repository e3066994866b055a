package dev.covalent.launcher.e2e;

import dev.covalent.common.process.LeakCheck;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.MainProcess;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds between a main process and its renderers wherever they run. The two renderers are shared by all tests of a
 * class; each test uses names of its own.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(LeakCheck.class)
abstract class IpcContract
        implements MessageFlows,
                InvokeFlows,
                SyncFlows,
                OrderFlows,
                PortFlows,
                RemoteFlows,
                ListenerFlows,
                RequestFlows,
                ArrivalFlows,
                PayloadFlows,
                TransferFlows,
                ValueFlows {
    private @Nullable IpcFixture fixture;

    /** Opens a window whose renderer runs scripts and has loaded. */
    abstract BrowserWindow open(MainProcess main, String title);

    @BeforeAll
    void start(@TempDir Path userData) {
        MainProcess main = MainProcess.builder()
                .name("contract")
                .headless(true)
                .spareRenderer(false) // which would be there in one of two snapshots
                .userData(userData)
                .start();
        fixture = new IpcFixture(main, this::open);
    }

    @AfterAll
    void stop() {
        fixture().close();
    }

    @Override
    public IpcFixture fixture() {
        return Objects.requireNonNull(fixture, "fixture");
    }
}
