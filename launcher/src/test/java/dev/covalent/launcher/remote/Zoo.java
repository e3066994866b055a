package dev.covalent.launcher.remote;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Objects that make, take and keep others, as main has them. Confined to main's loop, or to a test that waits for it. */
final class Zoo implements Animals {
    final List<Animal> created = new ArrayList<>();
    final List<@Nullable Animal> befriended = new ArrayList<>();
    final List<Arrivals> watchers = new ArrayList<>();
    private final List<CompletableFuture<Animal>> waiting = new ArrayList<>();
    final List<Supplier<CompletionStage<String>>> names = new ArrayList<>();

    @Override
    public Animal create(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("an animal has a name");
        }
        Animal animal = new Beast(name);
        created.add(animal);
        watchers.forEach(watcher -> watcher.arrived(animal));
        waiting.forEach(one -> one.complete(animal));
        return animal;
    }

    @Override
    public Optional<Animal> find(String name) {
        return created.stream().filter(animal -> animal.name().equals(name)).findFirst();
    }

    @Override
    public List<Animal> all() {
        return created;
    }

    @Override
    public Map<String, Animal> byName() {
        Map<String, Animal> byName = new LinkedHashMap<>();
        created.forEach(animal -> byName.put(animal.name(), animal));
        return byName;
    }

    @Override
    public Pair pair() {
        return new Pair(created.get(0), "", Map.of());
    }

    @Override
    public Named named(String name) {
        return find(name).orElseThrow();
    }

    @Override
    public Animals self() {
        return this;
    }

    @Override
    public void befriend(Animal one, List<Animal> others, Pair pair, @Nullable Animal none) {
        befriended.add(one);
        befriended.addAll(others);
        befriended.add(pair.left());
        befriended.addAll(pair.more().get("x"));
        befriended.add(none);
    }

    @Override
    public boolean isKnown(Animal animal) {
        return created.contains(animal);
    }

    @Override
    public void watch(Arrivals arrivals) {
        watchers.add(arrivals);
    }

    @Override
    public void watchAll(Map<String, Arrivals> arrivals) {
        watchers.addAll(arrivals.values());
    }

    @Override
    public void watchWith(Arrivals arrivals, Object more) {
        watchers.add(arrivals);
    }

    @Override
    public List<Arrivals> watchers() {
        return watchers;
    }

    @Override
    public Function<String, Animal> factory() {
        return this::create;
    }

    @Override
    public CompletionStage<Animal> later() {
        CompletableFuture<Animal> one = new CompletableFuture<>();
        waiting.add(one);
        return one;
    }

    @Override
    public void nameBy(Supplier<CompletionStage<String>> name) {
        names.add(name);
    }

    @Override
    public void feed(String food) throws Refused, Poisoned, Unmakeable {
        switch (food) {
            case "poison" -> throw new Poisoned(food, 3);
            case "nothing" -> throw new Hungry();
            case "private" -> throw new Unmakeable(1, 2);
            default -> throw new IllegalStateException("a " + food);
        }
    }

    @Override
    public CompletionStage<Void> feedLater(String food) {
        return CompletableFuture.failedFuture(new Hungry());
    }
}
