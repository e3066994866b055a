package dev.covalent.main.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Introduction;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.RemoteRoot;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.main.session.RendererSession;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class DispatcherOperatorTest extends DispatcherFixture {
    private static final RemoteRequest ROOT = new RemoteRequest.RootGet(RemoteRoot.OPERATOR);

    DispatcherOperatorTest(@TempDir Path directory) {
        super(directory);
    }

    @Test
    void operatorsRoot_askedForByARenderer_isDenied() throws Exception {
        assertThat(dispatcher().request(first, 1, ROOT))
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.ACCESS_DENIED));
        assertThat(objects.passedTo(first)).isZero();
    }

    @Test
    void operatorsRoot_askedForByAnOperatorsTool_isOneObject_asLongAsItIsThere() throws Exception {
        RendererSession tool = windows.attached(SessionKey.random(sessions.newSessionId()));
        assertThat(windows.connected(tool, new Introduction(4712, 0, "", true))).isPresent();
        Dispatcher dispatcher = dispatcher();

        assertThat(dispatcher.request(tool, 1, ROOT)).isInstanceOf(Outcome.Success.class);
        assertThat(dispatcher.request(tool, 2, ROOT)).isInstanceOf(Outcome.Success.class);

        assertThat(objects.passedTo(tool)).isEqualTo(1);
        tool.end();
        spinUntil(() -> objects.passedTo(tool) == 0);
        assertThat(objects.passedTo(tool)).isZero();
    }
}
