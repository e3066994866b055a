package dev.covalent.renderer.host;

import com.formdev.flatlaf.FlatLightLaf;
import dev.covalent.renderer.PageHost;
import java.awt.AWTError;
import java.awt.GraphicsEnvironment;
import java.util.function.Consumer;

/** Starts the host {@code swing}. Thread-safe. */
public final class SwingHostProvider implements PageHost.Provider {

    /** Makes one; for the service loader. */
    public SwingHostProvider() {}

    @Override
    public String name() {
        return "swing";
    }

    @Override
    public PageHost start(Consumer<Throwable> broken) {
        if (GraphicsEnvironment.isHeadless()) {
            throw new IllegalStateException("there is no display. Set DISPLAY, or choose the host 'headless'");
        }
        try {
            FlatLightLaf.setup();
        } catch (AWTError unusable) {
            throw new IllegalStateException(
                    unusable.getMessage() + " Set DISPLAY to one that can be reached, or choose the host 'headless'",
                    unusable);
        }
        return new SwingHost();
    }
}
