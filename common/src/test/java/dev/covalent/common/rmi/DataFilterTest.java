package dev.covalent.common.rmi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covalent.common.payload.Payload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DataFilterTest {

    @Test
    void bytes_upToTheLimit_pass() throws Exception {
        assertThat((byte[]) copy(new byte[100], DataFilter.bytes(100))).hasSize(100);
        assertThatThrownBy(() -> copy(new byte[101], DataFilter.bytes(100))).isInstanceOf(InvalidClassException.class);
    }

    @Test
    void arraysOfBytes_asManyAsAPayloadCanNeed_pass() throws Exception {
        int limit = 10 * Payload.LARGE;
        byte[][] most = new byte[11][];
        Arrays.setAll(most, i -> new byte[Payload.LARGE]);

        assertThat((byte[][]) copy(most, DataFilter.bytes(limit))).hasDimensions(11, Payload.LARGE);
        assertThatThrownBy(() -> copy(new byte[12][0], DataFilter.bytes(limit)))
                .isInstanceOf(InvalidClassException.class);
        assertThatThrownBy(() -> copy(new byte[][] {new byte[limit + 1]}, DataFilter.bytes(limit)))
                .isInstanceOf(InvalidClassException.class);
    }

    @Test
    void bytes_anythingElse_isRejected() {
        DataFilter filter = DataFilter.bytes(100);

        for (Object other :
                List.of(1, new Plain(), new int[1], new byte[1][1][1], new ArrayList<>(), Thread.State.NEW)) {
            assertThatThrownBy(() -> copy(other, filter))
                    .as("%s", other.getClass())
                    .isInstanceOf(InvalidClassException.class);
        }
    }

    @Test
    void bytesAnd_allowedClass_passesButNotItsSubclass() throws Exception {
        DataFilter filter = DataFilter.bytesAnd(100, Set.of(Plain.class));

        assertThat(copy(new Plain(), filter)).isExactlyInstanceOf(Plain.class);
        assertThatThrownBy(() -> copy(new Derived(), filter)).isInstanceOf(InvalidClassException.class);
    }

    private static Object copy(Object value, DataFilter filter) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
            output.writeObject(value);
        }
        try (ObjectInputStream input = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            input.setObjectInputFilter(filter);
            return input.readObject();
        }
    }

    private static class Plain implements Serializable {}

    private static final class Derived extends Plain {}
}
