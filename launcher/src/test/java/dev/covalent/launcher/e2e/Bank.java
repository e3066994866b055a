package dev.covalent.launcher.e2e;

import dev.covalent.common.BatchResult;
import dev.covalent.common.PropertyBag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Accounts in a shared object, between which tellers move money, each by orders that are known beforehand. */
final class Bank {
    static final String COUNT = "count";
    private static final List<String> ACCOUNTS = List.of("ann", "bob", "eve");

    private Bank() {}

    /** From one account to another. */
    private record Order(String from, String to, int amount) {
        static Order next(Random random) {
            int from = random.nextInt(ACCOUNTS.size());
            int to = (from + 1 + random.nextInt(ACCOUNTS.size() - 1)) % ACCOUNTS.size();
            return new Order(ACCOUNTS.get(from), ACCOUNTS.get(to), random.nextInt(100));
        }
    }

    /** Returns what the shared object has first: the accounts, and how many orders were carried out, by all and by each. */
    static Map<String, Object> opened(int tellers) {
        Map<String, Object> bank = new HashMap<>(Map.of(COUNT, 0));
        ACCOUNTS.forEach(account -> bank.put(account, 0));
        IntStream.rangeClosed(1, tellers).forEach(teller -> bank.put(done(teller), 0));
        return bank;
    }

    /** Returns the property that says how many orders of a teller were carried out. */
    static String done(int teller) {
        return "done by " + teller;
    }

    /** Carries out a teller's first orders, and returns how many. */
    static int serve(PropertyBag bank, int teller, int orders) {
        Random random = new Random(teller);
        for (int i = 1; i <= orders; i++) {
            Order order = Order.next(random);
            boolean carriedOut = false;
            while (!carriedOut) {
                carriedOut = isCarriedOut(bank, order, teller, i);
            }
            bank.updateAndGet(COUNT, Integer.class, count -> count + 1);
        }
        return orders;
    }

    private static boolean isCarriedOut(PropertyBag bank, Order order, int teller, int number) {
        BatchResult now = bank.batch(batch -> batch.get(order.from()).get(order.to()));
        int from = now.get(order.from()).get(int.class);
        int to = now.get(order.to()).get(int.class);
        return bank.batch(batch -> batch.compareAndSet(order.from(), from, from - order.amount())
                        .compareAndSet(order.to(), to, to + order.amount())
                        .set(done(teller), number))
                .isApplied();
    }

    /** Returns what all accounts have together. */
    static int total(Map<String, Object> bank) {
        return ACCOUNTS.stream()
                .mapToInt(account -> (Integer) bank.get(account))
                .sum();
    }

    /** Returns what the accounts have. */
    static Map<String, Integer> balances(Map<String, Object> bank) {
        Map<String, Integer> balances = new HashMap<>();
        ACCOUNTS.forEach(account -> balances.put(account, (Integer) bank.get(account)));
        return balances;
    }

    /** Returns what the accounts must have when each teller has carried out so many orders. */
    static Map<String, Integer> balances(List<Integer> done) {
        Map<String, Integer> balances = new HashMap<>();
        ACCOUNTS.forEach(account -> balances.put(account, 0));
        for (int teller = 1; teller <= done.size(); teller++) {
            Random random = new Random(teller);
            for (int i = 0; i < done.get(teller - 1); i++) {
                Order order = Order.next(random);
                balances.merge(order.from(), -order.amount(), Integer::sum);
                balances.merge(order.to(), order.amount(), Integer::sum);
            }
        }
        return balances;
    }
}
