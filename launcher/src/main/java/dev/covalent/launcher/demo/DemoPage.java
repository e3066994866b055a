package dev.covalent.launcher.demo;

import dev.covalent.launcher.demo.flow.RendererSide;
import dev.covalent.renderer.PageWindow;
import dev.covalent.renderer.Renderer;

/** What the demo's pages have in common. */
final class DemoPage {
    /** Tells main to run a flow from this page; its argument is the flow's number. */
    static final String PLAY = "demo:play";

    /** Brings a line of the transcript. */
    static final String LINE = "demo:line";

    private DemoPage() {}

    /** Lets a page take part, and fills its window if there is one. */
    static void show(String role, String headline, Renderer renderer, PageWindow window) {
        window.contentPane().ifPresent(pane -> {
            FlowPanel panel = new FlowPanel(
                    headline,
                    subtitle(renderer),
                    number -> renderer.ipcRenderer().send(PLAY, number));
            renderer.ipcRenderer().on(LINE, (event, message) -> panel.append(message.get(0, String.class)));
            pane.add(panel);
        });
        RendererSide.join(role, renderer);
    }

    private static String subtitle(Renderer renderer) {
        return "process " + ProcessHandle.current().pid() + ", contents " + renderer.webContentsId() + ", window "
                + renderer.windowId();
    }
}
