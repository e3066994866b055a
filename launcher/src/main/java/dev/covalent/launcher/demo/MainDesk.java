package dev.covalent.launcher.demo;

import dev.covalent.launcher.demo.flow.Actor;
import dev.covalent.launcher.demo.flow.MainSide;
import dev.covalent.launcher.demo.flow.RendererSide;
import dev.covalent.main.BrowserWindow;
import dev.covalent.main.IpcMainEvent;
import dev.covalent.main.MainProcess;

/**
 * What the main process does besides the flows: it knows who takes part and collects what they report. Who a report is
 * from is known from the connection that it came by.
 *
 * <p>Thread-safe.
 */
final class MainDesk {
    private static final String STRANGER = "stranger";

    private final MainProcess main;
    private final Cast cast;
    private final Observations observations;

    private MainDesk(MainProcess main, Cast cast, Observations observations) {
        this.main = main;
        this.cast = cast;
        this.observations = observations;
    }

    /** Starts to listen and returns main's side of the flows. */
    static MainSide open(MainProcess main, Cast cast, Observations observations) {
        MainDesk desk = new MainDesk(main, cast, observations);
        main.ipcMain().on(RendererSide.HELLO, (event, message) -> desk.welcome(event, message.get(0, String.class)));
        main.ipcMain()
                .on(
                        RendererSide.SAW,
                        (event, message) ->
                                desk.report(event, message.get(0, String.class), message.get(1, String.class)));
        long self = ProcessHandle.current().pid();
        return new MainSide(main, (nonce, what) -> observations.report(nonce, Actor.MAIN, self, what));
    }

    private void welcome(IpcMainEvent event, String role) {
        int windowId = main.browserWindows()
                .fromWebContents(event.sender())
                .map(BrowserWindow::id)
                .orElse(0);
        cast.enter(new Actor(role, event.sender().id(), windowId, event.processId()));
    }

    private void report(IpcMainEvent event, String nonce, String what) {
        String role = cast.withContents(event.sender().id()).map(Actor::role).orElse(STRANGER);
        observations.report(nonce, role, event.processId(), what);
    }
}
