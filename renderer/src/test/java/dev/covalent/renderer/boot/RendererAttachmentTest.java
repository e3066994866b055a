package dev.covalent.renderer.boot;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.PeerGoneException;
import dev.covalent.common.endpoint.EndpointDescriptor;
import dev.covalent.common.endpoint.EndpointPublisher;
import dev.covalent.common.endpoint.RuntimeDirectory;
import dev.covalent.common.process.LeakCheck;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
@ExtendWith(LeakCheck.class)
final class RendererAttachmentTest {

    @Test
    void attach_nobodyListens_saysThatMainCannotBeReached(@TempDir Path directory) {
        RuntimeDirectory runtime = RuntimeDirectory.at(directory.resolve("run"));
        String address = "unix:" + runtime.path().resolve("notes.sock");
        try (EndpointPublisher publisher = EndpointPublisher.acquire(runtime, "notes")) {
            publisher.publish(
                    EndpointDescriptor.ofThisProcess("notes", address, new byte[EndpointDescriptor.SECRET_BYTES]));
            RendererAttachment attachment = new RendererAttachment();
            attachment.descriptor(runtime.path().resolve("notes.endpoint")).headless(true);

            assertThatThrownBy(attachment::attach)
                    .isInstanceOf(PeerGoneException.class)
                    .hasMessageStartingWith(
                            "Main process 'notes' (pid %d) cannot be reached: Nobody listens at %s",
                            ProcessHandle.current().pid(), address);
        }
    }
}
