package dev.covalent.launcher.e2e;

import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import dev.covalent.renderer.PageWindow;
import jakarta.inject.Inject;
import java.awt.AWTEvent;
import java.awt.BorderLayout;
import java.awt.KeyboardFocusManager;
import java.awt.Point;
import java.awt.Toolkit;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import javax.swing.JButton;
import javax.swing.JPanel;
import javax.swing.JRootPane;
import javax.swing.JTextField;
import javax.swing.SwingUtilities;

/** A page with a button and a text, which says what reached them, and what has come to its process at all. */
public final class TypingPage implements Page {
    private final IpcRenderer ipcRenderer;
    private final PageWindow window;
    private final JTextField text = new JTextField();
    private final JButton button = new JButton("Click me");
    private int typed;
    private int released;
    private int clicks;

    @Inject
    TypingPage(IpcRenderer ipcRenderer, PageWindow window) {
        this.ipcRenderer = ipcRenderer;
        this.window = window;
    }

    @Override
    public void load() {
        JPanel panel = new JPanel(new BorderLayout());
        panel.add(text, BorderLayout.NORTH);
        panel.add(button, BorderLayout.SOUTH);
        window.contentPane().orElseThrow().add(panel, BorderLayout.CENTER);
        button.setFocusable(false);
        button.addActionListener(event -> clicks++);
        KeyboardFocusManager.getCurrentKeyboardFocusManager().addKeyEventDispatcher(event -> {
            typed += event.getID() == KeyEvent.KEY_TYPED ? 1 : 0;
            return false;
        });
        Toolkit.getDefaultToolkit()
                .addAWTEventListener(
                        event -> released += event.getID() == MouseEvent.MOUSE_RELEASED ? 1 : 0,
                        AWTEvent.MOUSE_EVENT_MASK);
        ipcRenderer.handle("input", (event, message) -> new Input(text.getText(), clicks, typed, released));
        ipcRenderer.handle("button", (event, message) -> {
            Point corner = button.getLocationOnScreen();
            return List.of(corner.x + button.getWidth() / 2, corner.y + button.getHeight() / 2);
        });
        ipcRenderer.handle("tamper", (event, message) -> tamper());
    }

    /** Puts panes of its own before everything, and takes them away. */
    private boolean tamper() {
        JRootPane root = SwingUtilities.getRootPane(button);
        JPanel pane = new JPanel();
        pane.addMouseListener(new MouseAdapter() {
            @Override
            public void mousePressed(MouseEvent event) {
                clicks++;
            }
        });
        root.setGlassPane(pane);
        pane.setVisible(true);
        root.getParent().addMouseListener(pane.getMouseListeners()[0]);
        return true;
    }

    /**
     * What has come.
     *
     * @param text what is in the text field
     * @param clicks how often the button was pressed, or what lies before it
     * @param typed how many keys were typed with the focus in a window of this process
     * @param released how often a button of the mouse was released there
     */
    public record Input(String text, int clicks, int typed, int released) {}
}
