package dev.covalent.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.frame.UtilityBootstrap;
import dev.covalent.common.payload.Payload;
import dev.covalent.common.process.LeakCheck;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.renderer.boot.UtilityMain;
import java.io.DataOutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A utility process that does not reach its main process. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
final class UtilityStartIT {
    private static final int MAIN_GONE = 69;
    private static final int CANNOT_START = 70;

    @TempDir
    private Path directory;

    @Test
    void start_mainDiesMeanwhile_endsWithIt_andIsNoError() throws Exception {
        Process utility = fork();
        try (ServerSocketChannel main = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            main.bind(UnixDomainSocketAddress.of(directory.resolve("nobody.sock")));
            DataOutputStream input = tell(utility);
            main.accept().close(); // as its death does, the connection first
            input.close();

            assertThat(utility.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(utility.exitValue()).isEqualTo(MAIN_GONE);
            assertThat(said(utility)).doesNotContain("ERROR");
        } finally {
            utility.destroyForcibly();
        }
    }

    @Test
    void start_mainIsThere_andDoesNotListen_isAnError() throws Exception {
        Process utility = fork();
        try (DataOutputStream kept = tell(utility)) {
            assertThat(utility.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(utility.exitValue()).as("%d bytes", kept.size()).isEqualTo(CANNOT_START);
            assertThat(said(utility)).contains("ERROR", "The utility process could not be started");
        } finally {
            utility.destroyForcibly();
        }
    }

    private static Process fork() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        UtilityMain.class.getName())
                .redirectErrorStream(true)
                .start();
    }

    private DataOutputStream tell(Process utility) throws Exception {
        SessionKey key = SessionKey.random(1);
        byte[] bootstrap = new UtilityBootstrap(
                        "unix:" + directory.resolve("nobody.sock"),
                        key.id(),
                        Payload.of(key.secret()),
                        ProcessHandle.current().pid(),
                        "worker",
                        UtilityProgram.class.getName(),
                        List.of())
                .encode();
        DataOutputStream input = new DataOutputStream(utility.getOutputStream());
        input.writeInt(bootstrap.length);
        input.write(bootstrap);
        input.flush();
        return input;
    }

    private static String said(Process utility) throws Exception {
        return new String(utility.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
