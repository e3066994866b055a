package dev.covalent.common.frame;

import java.util.Objects;

/**
 * A window, as main tells a renderer of it.
 *
 * @param id its id
 * @param webContentsId the id of its contents
 * @param title its title
 */
public record WindowDescription(int id, int webContentsId, String title) {

    /** Checks that the title is there. */
    public WindowDescription {
        Objects.requireNonNull(title, "title");
    }

    void write(FrameWriter w) {
        w.writeInt(id);
        w.writeInt(webContentsId);
        w.writeText(title);
    }

    static WindowDescription read(FrameReader r) {
        return new WindowDescription(r.readInt(), r.readInt(), r.readText());
    }
}
