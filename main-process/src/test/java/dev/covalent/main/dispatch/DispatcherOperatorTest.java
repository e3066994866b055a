package dev.covalent.main.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.frame.FailureKind;
import dev.covalent.common.frame.Introduction;
import dev.covalent.common.frame.Outcome;
import dev.covalent.common.frame.RemoteRequest;
import dev.covalent.common.frame.RemoteRoot;
import dev.covalent.common.remote.ApplicationSnapshot;
import dev.covalent.common.remote.ApplicationSnapshot.ProcessUsage;
import dev.covalent.common.remote.ApplicationSnapshot.UtilitySnapshot;
import dev.covalent.common.transport.SessionKey;
import dev.covalent.main.ProcessMetric;
import dev.covalent.main.session.RendererSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
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
        assertThat(objects.passedTo(first).count()).isZero();
    }

    @Test
    void operatorsRoot_askedForByAnOperatorsTool_isOneObject_asLongAsItIsThere() throws Exception {
        RendererSession tool = windows.attached(SessionKey.random(sessions.newSessionId()));
        assertThat(windows.connected(tool, new Introduction(4712, 0, "").asOperator()))
                .isPresent();
        Dispatcher dispatcher = dispatcher();

        assertThat(dispatcher.request(tool, 1, ROOT)).isInstanceOf(Outcome.Success.class);
        assertThat(dispatcher.request(tool, 2, ROOT)).isInstanceOf(Outcome.Success.class);

        assertThat(objects.passedTo(tool).count()).isEqualTo(1);
        tool.end();
        spinUntil(() -> objects.passedTo(tool).count() == 0);
        assertThat(objects.passedTo(tool).count()).isZero();
    }

    @Test
    void snapshot_askedForInATurn_measuresTheProcessesOutsideIt() throws Exception {
        List<Boolean> measuredInTurn = new CopyOnWriteArrayList<>();
        app.measuredBy(() -> {
            measuredInTurn.add(loop.inTurn());
            return List.of(
                    metric(ProcessMetric.Type.UTILITY, 7, "helper"), metric(ProcessMetric.Type.SPARE, 8, "spare"));
        });
        OperatorDesk desk = new OperatorDesk(windows, objects, app, threads);
        CompletableFuture<ApplicationSnapshot> asked = new CompletableFuture<>();

        loop.execute(() -> desk.snapshot().thenAccept(asked::complete));

        ApplicationSnapshot snapshot = asked.get(10, TimeUnit.SECONDS);
        assertThat(measuredInTurn).containsExactly(false);
        assertThat(snapshot.name()).isEqualTo("notes");
        assertThat(snapshot.windows()).hasSize(2);
        assertThat(snapshot.utilities()).containsExactly(new UtilitySnapshot("helper", new ProcessUsage(7, -1, -1, 1)));
        assertThat(snapshot.spare()).isEqualTo(new ProcessUsage(8, -1, -1, 1));
    }

    private static ProcessMetric metric(ProcessMetric.Type type, long pid, String name) {
        return new ProcessMetric(type, pid, 0, name, Optional.empty(), OptionalLong.of(1), Optional.empty());
    }
}
