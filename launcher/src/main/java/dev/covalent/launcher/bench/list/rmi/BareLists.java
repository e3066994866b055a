package dev.covalent.launcher.bench.list.rmi;

import dev.covalent.launcher.bench.list.Item;
import dev.covalent.launcher.bench.list.Walk;
import dev.covalent.launcher.bench.plan.Measurement;
import dev.covalent.launcher.bench.rmi.BareChild;
import dev.covalent.launcher.bench.rmi.BareRmi;
import java.rmi.server.UnicastRemoteObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Has JVMs that know nothing of Covalent go through the list. */
public final class BareLists {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private BareLists() {}

    /** The list, and what is heard of the one who goes through it. */
    private static final class Exported implements BareList {
        private final List<Item> items = Item.list();
        private final CompletableFuture<Walk> walk = new CompletableFuture<>();

        @Override
        public int length() {
            return items.size();
        }

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
        String stub = BareRmi.export(list);
        try {
            BareChild child = BareChild.start(BareListProgram.class, stub);
            try {
                return list.walk.get(LIMIT.toSeconds(), TimeUnit.SECONDS).checked();
            } finally {
                child.close();
            }
        } finally {
            UnicastRemoteObject.unexportObject(list, true);
        }
    }
}
