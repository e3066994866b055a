package dev.covalent.main.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArchiveOrderTest {

    @Test
    void arguments_parsed_areTheOrder() {
        for (ArchiveOrder.Task task : ArchiveOrder.Task.values()) {
            ArchiveOrder order = new ArchiveOrder(
                    task,
                    7,
                    Path.of("a.part"),
                    Path.of("work-a.part"),
                    task == ArchiveOrder.Task.TRY,
                    Path.of("java"),
                    List.of(Path.of("a.jar"), Path.of("b c.jar")),
                    List.of("-XX:+UseG1GC"));

            assertThat(ArchiveOrder.parse(order.arguments())).isEqualTo(order);
        }
    }
}
