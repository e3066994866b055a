package dev.covalent.launcher.remote;

import dev.covalent.common.ErrorDetails;
import dev.covalent.common.RemoteError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An object of main's that makes, takes and keeps others, with their types. */
interface Animals {
    Animal create(String name);

    Optional<Animal> find(String name);

    List<Animal> all();

    Map<String, Animal> byName();

    Pair pair();

    Named named(String name);

    Animals self();

    void befriend(Animal one, List<Animal> others, Pair pair, @Nullable Animal none);

    boolean isKnown(Animal animal);

    void watch(Arrivals arrivals);

    void watchAll(Map<String, Arrivals> arrivals);

    void watchWith(Arrivals arrivals, Object more);

    List<Arrivals> watchers();

    Function<String, Animal> factory();

    CompletionStage<Animal> later();

    void nameBy(Supplier<CompletionStage<String>> name);

    void feed(String food) throws Refused, Poisoned, Unmakeable;

    CompletionStage<Void> feedLater(String food) throws Refused;

    interface Named {
        String name();
    }

    interface Animal extends Named {
        void rename(String name);
    }

    record Pair(Animal left, String text, Map<String, List<Animal>> more) {}

    interface Arrivals {
        void arrived(Animal animal);

        CompletionStage<Animal> rival(Animal animal);
    }

    class Refused extends Exception {
        Refused(String message) {
            super(message);
        }
    }

    final class Hungry extends Refused {
        Hungry() {
            super("hungry");
        }
    }

    final class Poisoned extends Exception implements ErrorDetails {
        private final int dose;

        Poisoned(String food, int dose) {
            super("do not eat: " + food);
            this.dose = dose;
        }

        Poisoned(RemoteError error) {
            super(error.message());
            this.dose = (Integer) error.data();
        }

        int dose() {
            return dose;
        }

        @Override
        public String code() {
            return "EPOISON";
        }

        @Override
        public Object data() {
            return dose;
        }
    }

    final class Unmakeable extends Exception {
        Unmakeable(int number, int other) {
            super(number + " " + other);
        }
    }

    final class Silent implements Arrivals {
        private final LinkedBlockingQueue<Animal> seen;

        Silent() {
            this(new LinkedBlockingQueue<>());
        }

        Silent(LinkedBlockingQueue<Animal> seen) {
            this.seen = seen;
        }

        @Override
        public void arrived(Animal animal) {
            seen.add(animal);
        }

        @Override
        public CompletionStage<Animal> rival(Animal animal) {
            return new CompletableFuture<>();
        }
    }

    /** An animal as main has it. */
    final class Beast implements Animal {
        private String name;

        Beast(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void rename(String name) {
            this.name = name;
        }
    }
}
