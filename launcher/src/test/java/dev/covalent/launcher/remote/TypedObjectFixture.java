package dev.covalent.launcher.remote;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A main process that shares an object with its type, and a renderer. */
@Timeout(20)
abstract class TypedObjectFixture {
    final InJvmMain main = new InJvmMain();
    final InJvmRenderer renderer = main.newRenderer();
    final Registry registry = new Registry();

    @AfterEach
    void close() {
        main.close();
    }

    People people() {
        main.globals().share("people", People.class, registry);
        return renderer.remote().getGlobal("people", People.class);
    }

    record Person(String name, int age) {}

    record Holder(Thread thread) {}

    interface Store<T> {
        void put(T item);

        default List<T> all() {
            return List.of();
        }
    }

    interface People extends Store<Person> {
        int count();

        int count(String name);

        int count(List<String> names);

        List<Person> olderThan(int age, List<Person> people);

        Map<String, List<Person>> byName(Person[] people);

        String primitives(boolean a, byte b, char c, short d, long e, float f, double g);

        Object echo(Object value);

        @Nullable Object[] array(@Nullable Object... values);

        default String greeting() {
            return "hello from main: " + isMain();
        }

        default String overridden() {
            return "by the interface";
        }

        boolean isMain();

        void fail(String message) throws IOException;

        Holder uncloneable();

        CompletableFuture<Person> later(Object name);

        Future<List<Person>> future(boolean completable);
    }

    /** What the implementation has beside the interface that it is shared as. */
    interface Internal {
        void internal();
    }

    final class Registry implements People, Internal {
        final List<Person> items = new ArrayList<>();
        final CompletableFuture<Person> pending = new CompletableFuture<>();
        int internals;

        @Override
        public void internal() {
            internals++;
        }

        @Override
        public void put(Person item) {
            items.add(item);
        }

        @Override
        public List<Person> all() {
            return items;
        }

        @Override
        public int count() {
            return 0;
        }

        @Override
        public int count(String name) {
            return 1;
        }

        @Override
        public int count(List<String> names) {
            return names.size();
        }

        @Override
        public List<Person> olderThan(int age, List<Person> people) {
            return people.stream().filter(person -> person.age() > age).toList();
        }

        @Override
        public Map<String, List<Person>> byName(Person[] people) {
            return List.of(people).stream().collect(Collectors.groupingBy(Person::name));
        }

        @Override
        public String primitives(boolean a, byte b, char c, short d, long e, float f, double g) {
            return a + " " + b + " " + c + " " + d + " " + e + " " + f + " " + g;
        }

        @Override
        public Object echo(Object value) {
            return value;
        }

        @Override
        public @Nullable Object[] array(@Nullable Object... values) {
            return values;
        }

        @Override
        public boolean isMain() {
            return main.isInTurn();
        }

        @Override
        public String overridden() {
            return "by the implementation";
        }

        @Override
        public void fail(String message) throws IOException {
            throw new IOException(message);
        }

        @Override
        public Holder uncloneable() {
            return new Holder(Thread.currentThread());
        }

        @Override
        public CompletableFuture<Person> later(Object name) {
            return pending;
        }

        @Override
        public Future<List<Person>> future(boolean completable) {
            List<Person> people = List.of(new Person("ann", 31));
            return completable ? CompletableFuture.completedFuture(people) : new FutureTask<>(() -> people);
        }
    }
}
