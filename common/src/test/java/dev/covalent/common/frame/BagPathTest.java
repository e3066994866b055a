package dev.covalent.common.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.payload.Payload;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BagPathTest {

    @Test
    void then_growsToTheLimit_andNoFurther() {
        BagPath path = BagPath.ROOT;
        for (int i = 0; i < BagPath.MAX_DEPTH; i++) {
            path = path.then("n" + i);
        }
        BagPath longest = path;

        assertThat(longest.names()).hasSize(32).startsWith("n0", "n1").endsWith("n31");
        assertThatThrownBy(() -> longest.then("more"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Objects of shared objects are reached 32 names deep at most:"
                        + " get a map that is further within, and set it as a whole");
    }

    @Test
    void label_isWhatMessagesCallAnEntry() {
        assertThat(BagPath.ROOT.label("title")).isEqualTo("title");
        assertThat(BagPath.ROOT.then("window").then("size").label("width")).isEqualTo("window.size.width");
        List<BagStep> one = List.of(BagStep.of(BagOperation.GET, "title"));
        List<BagStep> all = List.of(BagStep.of(BagOperation.KEYS, ""));
        List<BagStep> two = List.of(one.get(0), all.get(0));
        BagPath window = BagPath.ROOT.then("window");

        assertThat(BagStep.describe(BagPath.ROOT, one)).isEqualTo("get title");
        assertThat(BagStep.describe(window, one)).isEqualTo("get window.title");
        assertThat(BagStep.describe(BagPath.ROOT, all)).isEqualTo("keys");
        assertThat(BagStep.describe(window, all)).isEqualTo("keys in window");
        assertThat(BagStep.describe(window, two)).isEqualTo("batch of 2 in window");
    }

    @Test
    void decode_pathThatNoRendererWrites_isMalformed() {
        assertThat(Request.decode(call(Collections.nCopies(32, "x"))))
                .isEqualTo(new RemoteRequest.BagCall(
                        "bag", new BagPath(Collections.nCopies(32, "x")), List.of(BagStep.of(BagOperation.KEYS, ""))));
        for (List<String> names : List.of(
                Collections.nCopies(33, "x"), List.of("x", ""), List.of("x".repeat(BagPath.MAX_NAME_LENGTH + 1)))) {
            assertThatThrownBy(() -> Request.decode(call(names))).isInstanceOf(MalformedFrameException.class);
        }
    }

    private static Payload call(List<String> path) {
        FrameWriter w = new FrameWriter();
        w.writeByte(3);
        w.writeText("bag");
        w.writeInt(path.size());
        path.forEach(w::writeText);
        BagStep.writeAll(w, List.of(BagStep.of(BagOperation.KEYS, "")));
        return w.toPayload();
    }
}
