package dev.covalent.launcher.bench.jvm;

import dev.covalent.common.clone.StructuredClone;
import dev.covalent.launcher.bench.plan.Payload;
import dev.covalent.launcher.bench.plan.Subject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The codec alone, and Java serialization beside it. Immutable. */
final class CodecProbes {
    private static final int RECORDS = 20;

    private CodecProbes() {}

    private record Address(String street, int number, String city) implements Serializable {}

    private record Person(long id, String name, boolean active, double score, Address address)
            implements Serializable {}

    static Probe of(Subject subject, Payload payload) throws IOException {
        Object value = payload == Payload.RECORDS ? records() : new HashMap<>(Map.of("name", "poetries", "age", 23L));
        var cloned = StructuredClone.encode(value, "value");
        byte[] serialized = serialize(value);
        return switch (subject) {
            case CLONE_ENCODE -> () -> StructuredClone.encode(value, "value");
            case CLONE_DECODE -> () -> StructuredClone.decode(cloned);
            case CLONE_BOTH -> () -> StructuredClone.decode(StructuredClone.encode(value, "value"));
            case JAVA_ENCODE -> () -> serialize(value);
            case JAVA_DECODE -> () -> deserialize(serialized);
            case JAVA_BOTH -> () -> deserialize(serialize(value));
            default -> throw new IllegalArgumentException("No codec: " + subject);
        };
    }

    private static List<Person> records() {
        return new ArrayList<>(IntStream.range(0, RECORDS)
                .mapToObj(i -> new Person(
                        i, "Person number " + i, i % 2 == 0, i * 1.5, new Address("Main street", i, "Springfield")))
                .toList());
    }

    private static byte[] serialize(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        return bytes.toByteArray();
    }

    private static Object deserialize(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }
}
