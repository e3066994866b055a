package dev.covalent.common.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What observation costs in a JVM that nobody records. */
@Timeout(60)
final class ObservationIT {
    private static final String EVENT_CLASS = "dev.covalent.common.observe.MessageEvent ";

    @Test
    void traffic_nobodyRecords_loadsNoEvent() throws Exception {
        List<String> printed = run("off", "-Xlog:class+load:stdout");

        assertThat(printed).contains("on false");
        assertThat(printed).anyMatch(line -> line.contains("dev.covalent.common.observe.Observation "));
        assertThat(printed).noneMatch(line -> line.contains("jdk.jfr.Event "));
        assertThat(printed).noneMatch(line -> line.contains("jdk.jfr.internal."));
        assertThat(printed).noneMatch(line -> line.contains(EVENT_CLASS));
        assertThat(printed).noneMatch(line -> line.contains("dev.covalent.common.observe.Recorder "));
    }

    @Test
    void traffic_aRecordingStartsLater_isNoticed() throws Exception {
        List<String> printed = run("later", "-Xlog:class+load:stdout");

        assertThat(printed).contains("on true");
        assertThat(printed).anyMatch(line -> line.contains(EVENT_CLASS));
    }

    @Test
    void traffic_nobodyRecords_allocatesNothing() throws Exception {
        assertThat(run("allocated", "-XX:TieredStopAtLevel=1")).contains("allocated 0");
    }

    @Test
    void traffic_runtimeWithoutTheRecorder_goesOn() throws Exception {
        List<String> printed = run("off", "--limit-modules=java.base,java.logging");

        assertThat(printed).contains("on false");
    }

    private static List<String> run(String part, String flag) throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        JvmCommand command = JvmCommand.builder(ObservedMain.class.getName())
                .role("observed")
                .flags(flag)
                .arguments(part)
                .build();
        try (ChildJvm child = ChildJvm.start(command, new byte[0], (pid, stream, line) -> lines.add(line))) {
            assertThat(child.onExit().get(50, TimeUnit.SECONDS).exitCode())
                    .as("%s", lines)
                    .isZero();
        }
        return lines;
    }
}
