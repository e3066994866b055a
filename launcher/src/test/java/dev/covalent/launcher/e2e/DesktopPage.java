package dev.covalent.launcher.e2e;

import dev.covalent.common.Bounds;
import dev.covalent.renderer.IpcRenderer;
import dev.covalent.renderer.Page;
import dev.covalent.renderer.PageWindow;
import jakarta.inject.Inject;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Image;
import java.awt.Insets;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;

/** A page with a button, which tells main that it was clicked, and what its frame is really like. */
public class DesktopPage implements Page {
    private final IpcRenderer ipcRenderer;
    private final PageWindow window;
    private final JButton button = new JButton("Click me");
    private int displaced;

    /** Makes the page. */
    @Inject
    public DesktopPage(IpcRenderer ipcRenderer, PageWindow window) {
        this.ipcRenderer = ipcRenderer;
        this.window = window;
    }

    /** Returns what is behind the button. */
    Color background() {
        return Color.WHITE;
    }

    @Override
    public void load() {
        Container pane = window.contentPane().orElseThrow();
        JPanel panel = new JPanel(new BorderLayout(12, 12));
        panel.setBackground(background());
        panel.setBorder(BorderFactory.createEmptyBorder(16, 16, 16, 16));
        panel.add(new JLabel("Window " + window.id() + ", \u00e4\u00f6\u00fc \u20ac"), BorderLayout.NORTH);
        button.setPreferredSize(new Dimension(160, 40));
        JPanel row = new JPanel();
        row.setOpaque(false);
        row.add(button);
        panel.add(row, BorderLayout.SOUTH);
        pane.add(panel, BorderLayout.CENTER);
        button.addActionListener(event -> ipcRenderer.send("clicked", window.id()));
        ipcRenderer.handle("button", (event, message) -> {
            Point corner = button.getLocationOnScreen();
            return List.of(corner.x + button.getWidth() / 2, corner.y + button.getHeight() / 2);
        });
        ipcRenderer.handle("frame", (event, message) -> seen());
        ipcRenderer.on("entitle", (event, message) -> window.title(message.get(0, String.class)));
        ipcRenderer.on("place", (event, message) -> window.bounds(new Bounds(40, 50, 300, 200)));
        ipcRenderer.on("displace", (event, message) -> displaceTwice(message.get(0, Bounds.class)));
        ipcRenderer.handle("displaced", (event, message) -> displaced);
        ipcRenderer.on("cover", (event, message) -> cover());
        ipcRenderer.on("maximize", (event, message) -> window.maximize());
        ipcRenderer.on(
                "at once",
                (event, message) ->
                        List.of(message.get(0, String.class).split(" ")).forEach(this::become));
        ipcRenderer.on("hang", (event, message) -> {
            ipcRenderer.send("hanging");
            while (true) {
                LockSupport.park(); // whoever interrupts it, or wakes it up
            }
        });
        ipcRenderer.on("hide", (event, message) -> window.hide());
    }

    private void become(String state) {
        switch (state) {
            case "maximized" -> window.maximize();
            case "unmaximized" -> window.unmaximize();
            case "minimized" -> window.minimize();
            case "restored" -> window.restore();
            case "hidden" -> window.hide();
            case "shown" -> window.show();
            case "small" -> window.bounds(new Bounds(200, 150, 300, 200));
            case "centered" -> window.center();
            default -> throw new IllegalArgumentException(state);
        }
    }

    /** As window managers do that move a frame a little when it has come to its place. */
    private void displaceTwice(Bounds from) {
        JFrame frame = (JFrame) SwingUtilities.getWindowAncestor(button);
        frame.addComponentListener(new ComponentAdapter() {
            @Override
            public void componentMoved(ComponentEvent event) {
                if (displaced < 2 && frame.getX() == from.x() && frame.getY() == from.y()) {
                    displaced++;
                    frame.setLocation(from.x() + 2, from.y() + 2);
                }
            }
        });
    }

    /** As window managers do, with what is around the frame outside the screen. */
    private void cover() {
        JFrame frame = (JFrame) SwingUtilities.getWindowAncestor(button);
        Rectangle screen = frame.getGraphicsConfiguration().getBounds();
        Insets around = frame.getInsets();
        frame.setBounds(
                screen.x - around.left,
                screen.y - around.top,
                around.left + screen.width + around.right,
                around.top + screen.height + around.bottom);
    }

    private Frame seen() {
        JFrame frame = (JFrame) SwingUtilities.getWindowAncestor(button);
        Rectangle at = frame.getBounds();
        Container content = frame.getContentPane();
        return new Frame(
                frame.getTitle(),
                new Bounds(at.x, at.y, at.width, at.height),
                content.getWidth() + " x " + content.getHeight(),
                frame.isResizable(),
                frame.getIconImages().stream().map(DesktopPage::described).toList(),
                frame.isShowing(),
                (frame.getExtendedState() & JFrame.ICONIFIED) != 0);
    }

    /** Returns the size of an image, and the colours of two of its corners. */
    private static String described(Image image) {
        BufferedImage icon = (BufferedImage) image;
        return icon.getWidth() + " x " + icon.getHeight() + " "
                + Integer.toHexString(icon.getRGB(0, 0)) + " "
                + Integer.toHexString(icon.getRGB(icon.getWidth() - 1, icon.getHeight() - 1));
    }

    /** What the toolkit says of the frame. */
    public record Frame(
            String title,
            Bounds bounds,
            String content,
            boolean resizable,
            List<String> icons,
            boolean showing,
            boolean minimized) {}

    /** Nothing but red, which says by how much its screen is scaled. */
    public static final class Plain implements Page {
        private final IpcRenderer ipcRenderer;
        private final PageWindow window;

        @Inject
        Plain(IpcRenderer ipcRenderer, PageWindow window) {
            this.ipcRenderer = ipcRenderer;
            this.window = window;
        }

        @Override
        public void load() {
            Container pane = window.contentPane().orElseThrow();
            JPanel panel = new JPanel();
            panel.setBackground(Color.RED);
            pane.add(panel, BorderLayout.CENTER);
            ipcRenderer.handle(
                    "scale",
                    (event, message) -> panel.getGraphicsConfiguration()
                            .getDefaultTransform()
                            .getScaleX());
        }
    }

    /** The same in red. */
    public static final class Red extends DesktopPage {
        /** Makes the page. */
        @Inject
        public Red(IpcRenderer ipcRenderer, PageWindow window) {
            super(ipcRenderer, window);
        }

        @Override
        Color background() {
            return Color.RED;
        }
    }
}
