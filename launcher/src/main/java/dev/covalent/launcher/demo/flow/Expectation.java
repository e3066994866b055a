package dev.covalent.launcher.demo.flow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What each process has to report, in its order, for a flow to hold.
 *
 * <p>Immutable.
 */
public final class Expectation {
    private final Map<String, List<String>> reports;

    private Expectation(Map<String, List<String>> reports) {
        this.reports = reports;
    }

    /** Expects nothing of anybody. */
    public static Expectation none() {
        return new Expectation(Map.of());
    }

    /** Expects these reports of that process, after those it is expected to give already. */
    public Expectation and(String role, String... expected) {
        Map<String, List<String>> more = new LinkedHashMap<>(reports);
        List<String> all = new ArrayList<>(more.getOrDefault(role, List.of()));
        all.addAll(List.of(expected));
        more.put(role, List.copyOf(all));
        return new Expectation(Collections.unmodifiableMap(more));
    }

    /** Tells whether the reports are the expected ones, all of them and no others. */
    public boolean isMetBy(Map<String, List<String>> seen) {
        return seen.equals(reports);
    }

    /** Tells whether no further report can make the expectation be met. */
    public boolean isBeyondHope(Map<String, List<String>> seen) {
        return seen.entrySet().stream().anyMatch(entry -> !startsWith(entry.getKey(), entry.getValue()));
    }

    private boolean startsWith(String role, List<String> seen) {
        List<String> expected = reports.getOrDefault(role, List.of());
        return seen.size() <= expected.size()
                && expected.subList(0, seen.size()).equals(seen);
    }

    @Override
    public String toString() {
        return reports.toString();
    }
}
