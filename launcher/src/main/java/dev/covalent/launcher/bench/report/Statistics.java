package dev.covalent.launcher.bench.report;

import java.util.List;

/** What is made of the figures of several rounds. */
final class Statistics {
    private Statistics() {}

    /** Returns the middle one, or the mean of the middle two. */
    static double median(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("No values, no median");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /**
     * Returns the median of the ratios of each round. A machine that is slow in one round is so to both, which a ratio of
     * medians would not cancel.
     */
    static double medianRatio(List<Double> values, List<Double> baselines) {
        if (values.size() != baselines.size()) {
            throw new IllegalArgumentException(values.size() + " values and " + baselines.size() + " to compare with");
        }
        Double[] ratios = new Double[values.size()];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = values.get(round) / baselines.get(round);
        }
        return median(List.of(ratios));
    }
}
