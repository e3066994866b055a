package dev.covalent.launcher.bench.list;

import dev.covalent.common.process.ChildJvm;
import dev.covalent.common.process.JvmCommand;
import dev.covalent.launcher.bench.plan.Measurement;
import dev.covalent.launcher.bench.rmi.BareRmi;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.rmi.server.UnicastRemoteObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has JVMs that know nothing of Covalent go through the list. */
public final class BareLists {
    private static final Logger log = LoggerFactory.getLogger(BareLists.class);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private BareLists() {}

    /** The list, and what is heard of the one who goes through it. */
    private static final class Exported implements BareList {
        private final List<Item> items = Item.list();
        private final CompletableFuture<Walk> walk = new CompletableFuture<>();

        @Override
        public List<Item> items() {
            return items;
        }

        @Override
        public void walked(long nanos, double sum) {
            walk.complete(new Walk(nanos, sum));
        }
    }

    /** Takes a figure in a JVM of its own. */
    public static Measurement take() throws Exception {
        Exported list = new Exported();
        byte[] stub = bootstrap(BareRmi.export(list));
        try {
            ChildJvm child = ChildJvm.start(
                    JvmCommand.builder(BareListProgram.class.getName())
                            .role("bench-bare-list")
                            .build(),
                    stub,
                    (pid, stream, line) -> log.warn("[bare JVM, pid {}] {}", pid, line));
            try {
                return list.walk.get(LIMIT.toSeconds(), TimeUnit.SECONDS).checked();
            } finally {
                child.dismiss(GRACE);
            }
        } finally {
            UnicastRemoteObject.unexportObject(list, true);
        }
    }

    private static byte[] bootstrap(String stub) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeUTF(stub);
        return bytes.toByteArray();
    }
}
