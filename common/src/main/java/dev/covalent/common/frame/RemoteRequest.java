package dev.covalent.common.frame;

import dev.covalent.common.Bounds;
import dev.covalent.common.PageName;
import dev.covalent.common.WindowTitle;
import java.util.List;
import java.util.Objects;

/**
 * A request for main's objects. Its caller may block for the answer, or {@link Upstream.Ask} and go on.
 */
public sealed interface RemoteRequest extends Request {

    /** Returns the name of the method of the API that asks so, for messages. */
    String method();

    /** Reads a request. */
    static RemoteRequest read(FrameReader r) {
        return read(r.readByte(), r);
    }

    /** Reads the rest of a request whose type was read. */
    static RemoteRequest read(int type, FrameReader r) {
        return switch (type) {
            case 2 -> new GlobalFind(r.readText());
            case 3 -> new BagCall(r.readName(), BagPath.read(r), BagStep.readAll(r));
            case 4 -> new ObjectCall(r.readLong(), r.readName(), r.readName(), Parcel.read(r));
            case 5 -> new WindowFind(r.readInt());
            case 6 -> new WindowList();
            case 7 -> new ContentsFind(r.readInt());
            case 12 -> new RootGet(RemoteRoot.read(r));
            case 13 -> new WindowOpen(r.readText(), r.readText(), r.readInt(), r.readInt(), r.readBoolean());
            case 14 -> new WindowFocused();
            case 15 -> new WindowCheck(r.readInt());
            case 16 -> new ContentsCheck(r.readInt());
            default -> throw r.malformed("unknown type " + type);
        };
    }

    /**
     * Asks what is shared under a name; the answer is a {@code GlobalDescription}, or null.
     *
     * @param name the name
     */
    record GlobalFind(String name) implements RemoteRequest {

        /** Checks the fields, which a peer may have written. */
        public GlobalFind {
            Objects.requireNonNull(name, "name");
        }

        @Override
        public String method() {
            return "getGlobal";
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(2);
            w.writeText(name);
        }
    }

    /**
     * Operations on a property bag, carried out in one moment; the answer is a {@link BagAnswer}.
     *
     * @param object the name of the shared object
     * @param path where in it the map is whose entries the steps are about
     * @param steps at least one, in the order in which they are to be carried out
     */
    record BagCall(String object, BagPath path, List<BagStep> steps) implements RemoteRequest {

        /** Checks the fields, which a peer may have written. */
        public BagCall {
            Objects.requireNonNull(object, "object");
            Objects.requireNonNull(path, "path");
            steps = List.copyOf(steps);
        }

        /** Makes one about the properties of the bag itself. */
        public BagCall(String object, List<BagStep> steps) {
            this(object, BagPath.ROOT, steps);
        }

        @Override
        public String method() {
            return BagStep.method(steps);
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(3);
            w.writeText(object);
            path.write(w);
            BagStep.writeAll(w, steps);
        }
    }

    /**
     * A call of a method of a typed object.
     *
     * @param object the number of the object
     * @param label what people call it
     * @param method the method's name and descriptor
     * @param arguments the encoded arguments
     */
    record ObjectCall(long object, String label, String method, Parcel arguments) implements RemoteRequest {

        /** Checks the fields, which a peer may have written. */
        public ObjectCall {
            Objects.requireNonNull(label, "label");
            Objects.requireNonNull(method, "method");
            Objects.requireNonNull(arguments, "arguments");
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(4);
            w.writeLong(object);
            w.writeText(label);
            w.writeText(method);
            arguments.write(w);
        }
    }

    /**
     * Looks a window up; the answer is a {@code WindowDescription}, or null.
     *
     * @param windowId the id of the window
     */
    record WindowFind(int windowId) implements RemoteRequest {

        @Override
        public String method() {
            return "fromId";
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(5);
            w.writeInt(windowId);
        }
    }

    /**
     * Asks for all windows; the answer is a list of {@code WindowDescription}.
     */
    record WindowList() implements RemoteRequest {

        @Override
        public String method() {
            return "getAllWindows";
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(6);
        }
    }

    /**
     * Has main open a window; the answer is its {@code WindowDescription}.
     *
     * @param page the name of the class of the page
     * @param title the title of the window
     * @param width the width of its content in pixels
     * @param height the height of its content in pixels
     * @param show whether the window is shown as soon as its page has loaded
     */
    record WindowOpen(String page, String title, int width, int height, boolean show) implements RemoteRequest {

        /** Checks the fields, which a peer may have written. */
        public WindowOpen {
            PageName.check(page);
            WindowTitle.check(title);
            Bounds.checkSize(width, height);
        }

        @Override
        public String method() {
            return "open";
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(13);
            w.writeText(page);
            w.writeText(title);
            w.writeInt(width);
            w.writeInt(height);
            w.writeBoolean(show);
        }
    }

    /**
     * Asks for the window that has the focus; the answer is a {@code WindowDescription}, or null.
     */
    record WindowFocused() implements RemoteRequest {

        @Override
        public String method() {
            return "getFocusedWindow";
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(14);
        }
    }

    /**
     * Asks whether the renderer gets a part of the remote module; the answer is a {@code WindowDescription}, {@code
     * ContentsDescription} or {@code AppDescription} where the part is one of these, for the windows a list of their
     * descriptions and for the contents a list of their ids, which {@link WindowNews} continue; else null. It
     * refers to the {@code AppPort} or {@code ProcessPort} that is behind the part.
     *
     * @param root which part
     */
    record RootGet(RemoteRoot root) implements RemoteRequest {

        /** Checks the fields, which a peer may have written. */
        public RootGet {
            Objects.requireNonNull(root, "root");
        }

        @Override
        public String method() {
            return root.method();
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(12);
            root.write(w);
        }
    }

    /**
     * Looks contents up; the answer is a {@code ContentsDescription}, or null.
     *
     * @param webContentsId the id of the contents
     */
    record ContentsFind(int webContentsId) implements RemoteRequest {

        @Override
        public String method() {
            return "fromId";
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(7);
            w.writeInt(webContentsId);
        }
    }

    /**
     * Asks what has become of a window that the renderer has a handle of, whether or not it would find it now; the answer is
     * its {@code WindowDescription}, or null.
     *
     * @param windowId the id of the window
     */
    record WindowCheck(int windowId) implements RemoteRequest {

        @Override
        public String method() {
            return "isDestroyed";
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(15);
            w.writeInt(windowId);
        }
    }

    /**
     * Asks what has become of contents that the renderer has a handle of, whether or not it would find them now; the answer
     * is their {@code ContentsDescription}, or null.
     *
     * @param webContentsId the id of the contents
     */
    record ContentsCheck(int webContentsId) implements RemoteRequest {

        @Override
        public String method() {
            return "isDestroyed";
        }

        @Override
        public void write(FrameWriter w) {
            w.writeByte(16);
            w.writeInt(webContentsId);
        }
    }
}
