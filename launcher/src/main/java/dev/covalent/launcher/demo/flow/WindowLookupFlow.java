package dev.covalent.launcher.demo.flow;

import dev.covalent.renderer.RemoteBrowserWindow;

/**
 * One renderer reaches another's window: {@code remote.browserWindow().fromId(winId).webContents().send}. The other one
 * listens already, for the sake of {@link RendererToRendererFlow}; main is who sends.
 */
final class WindowLookupFlow implements Flow {

    @Override
    public int number() {
        return 9;
    }

    @Override
    public String title() {
        return "remote.browserWindow().fromId(winId)";
    }

    @Override
    public void begin(RendererSide renderer, Assignment run) {
        RemoteBrowserWindow window = renderer.renderer()
                .remote()
                .browserWindow()
                .fromId(run.responder().windowId())
                .orElseThrow();
        window.webContents().send(Ping.CHANNEL, Ping.TEXT, run.nonce());
    }

    @Override
    public Expectation expect(Assignment run) {
        return Expectation.none().and(run.responder().role(), Ping.received(Ping.TEXT, run.nonce(), 0));
    }
}
