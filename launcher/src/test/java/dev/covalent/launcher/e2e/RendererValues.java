package dev.covalent.launcher.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Values that cross, and such that must not. */
final class RendererValues {

    private RendererValues() {}

    /** Changes a file that main has mapped, too. */
    static @Nullable Object addOneToEach(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer shared = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size());
            for (int i = 0; i < shared.capacity(); i++) {
                shared.put(i, (byte) (shared.get(i) + 1));
            }
        }
        return null;
    }

    /** Tells what is said about each value that stands for something in this process. */
    static Map<String, String> refused(ScriptHost host, String channel) throws IOException {
        Map<String, String> said = new LinkedHashMap<>();
        try (ServerSocket socket = new ServerSocket()) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("ipcRenderer", host.ipc());
            values.put("renderer", host.renderer());
            values.put("remote window", host.renderer().remote().getCurrentWindow());
            values.put("port", host.ipc().newMessageChannel().port1());
            values.put("stream", InputStream.nullInputStream());
            values.put("socket", socket);
            values.put("future", new CompletableFuture<>());
            values.put("class", String.class);
            values.put("lambda", (Runnable) () -> {});
            values.forEach((name, value) ->
                    said.put(name, RendererScripts.thrownBy(() -> host.ipc().send(channel, Map.of("key", value)))));
        }
        return said;
    }
}
