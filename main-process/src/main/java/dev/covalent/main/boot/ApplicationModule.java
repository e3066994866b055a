package dev.covalent.main.boot;

import com.google.inject.AbstractModule;
import dev.covalent.main.App;
import dev.covalent.main.BrowserWindows;
import dev.covalent.main.GlobalRegistry;
import dev.covalent.main.IpcMain;
import dev.covalent.main.MainProcess;
import dev.covalent.main.UtilityProcesses;

/** Gives an application's own modules what this process consists of, and holds them to explicit bindings. */
final class ApplicationModule extends AbstractModule {
    private final MainProcess main;

    ApplicationModule(MainProcess main) {
        this.main = main;
    }

    @Override
    protected void configure() {
        binder().disableCircularProxies();
        binder().requireExplicitBindings();
        binder().requireAtInjectOnConstructors();
        binder().requireExactBindingAnnotations();
        bind(MainProcess.class).toInstance(main);
        bind(App.class).toInstance(main.app());
        bind(IpcMain.class).toInstance(main.ipcMain());
        bind(BrowserWindows.class).toInstance(main.browserWindows());
        bind(UtilityProcesses.class).toInstance(main.utilityProcess());
        bind(GlobalRegistry.class).toInstance(main.globals());
    }
}
