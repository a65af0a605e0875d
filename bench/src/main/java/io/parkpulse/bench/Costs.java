package io.parkpulse.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What programs have cost that took turns at a large and a small recording, beside what the first two of them, P0 and
 * P1, have cost.
 */
final class Costs {
    private final List<String> programs;
    private final Map<String, List<Child.Cost>> ofLarge = new LinkedHashMap<>();
    private final Map<String, List<Child.Cost>> ofSmall = new LinkedHashMap<>();

    /** @param programs P0, P1 and others, in the order in which they are printed */
    Costs(List<String> programs) {
        this.programs = List.copyOf(programs);
        for (String program : programs) {
            ofLarge.put(program, new ArrayList<>());
            ofSmall.put(program, new ArrayList<>());
        }
    }

    /** Adds a round of a program. */
    void add(String program, Child.Cost large, Child.Cost small) {
        ofLarge.get(program).add(large);
        ofSmall.get(program).add(small);
    }

    /** What a program has cost with the large recording, one for each round. */
    List<Child.Cost> ofLarge(String program) {
        return ofLarge.get(program);
    }

    /** Prints what the large recording has cost. */
    void printProcesses(long readings, PrintStream print) {
        print.printf(
                Locale.ROOT,
                "%nWhole processes, start-up and all files included; medians of %d%n",
                ofLarge.get(programs.get(0)).size());
        print.printf(
                Locale.ROOT,
                "%-28s %8s %12s %7s %7s %12s %7s %7s%n",
                "",
                "seconds",
                "readings/s",
                "x P0",
                "x P1",
                "CPU-s per M",
                "x P0",
                "x P1");
        double[][] seconds = {seconds(ofLarge.get(programs.get(0))), seconds(ofLarge.get(programs.get(1)))};
        double[][] cpu = {cpu(ofLarge.get(programs.get(0))), cpu(ofLarge.get(programs.get(1)))};
        for (String program : programs) {
            double[] ofProgram = seconds(ofLarge.get(program));
            double[] cpuOfProgram = cpu(ofLarge.get(program));
            print.printf(
                    Locale.ROOT,
                    "%-28s %8.1f %,12.0f %7.2f %7.2f %12.2f %7.2f %7.2f%n",
                    program,
                    median(ofProgram),
                    readings / median(ofProgram),
                    medianRatio(seconds[0], ofProgram),
                    medianRatio(seconds[1], ofProgram),
                    median(cpuOfProgram) / readings * 1e6,
                    medianRatio(cpuOfProgram, cpu[0]),
                    medianRatio(cpuOfProgram, cpu[1]));
        }
    }

    /** Prints what the readings have cost that only the large recording has. */
    void printAdditional(Recordings.Recording large, Recordings.Recording small, PrintStream print) {
        double more = large.readings() - small.readings();
        double[] ofP0 = additionalCpu(programs.get(0));
        double[] ofP1 = additionalCpu(programs.get(1));
        print.printf(
                Locale.ROOT,
                "%nAdditional readings: the difference to the same run of %,d readings, per reading of the difference;%n"
                        + "start-up cancels out, and so does nearly what is written where both have as many windows%n",
                small.readings());
        print.printf(Locale.ROOT, "%-28s %16s %12s %7s %7s%n", "", "small run, CPU-s", "CPU-s per M", "x P0", "x P1");
        for (String program : programs) {
            double[] cpu = additionalCpu(program);
            print.printf(
                    Locale.ROOT,
                    "%-28s %16.1f %12.2f %7.2f %7.2f%n",
                    program,
                    median(cpu(ofSmall.get(program))),
                    median(cpu) / more * 1e6,
                    medianRatio(cpu, ofP0),
                    medianRatio(cpu, ofP1));
        }
    }

    private double[] additionalCpu(String program) {
        double[] large = cpu(ofLarge.get(program));
        double[] small = cpu(ofSmall.get(program));
        double[] differences = new double[large.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = large[i] - small[i];
        }
        return differences;
    }

    static double[] seconds(List<Child.Cost> costs) {
        return costs.stream().mapToDouble(Child.Cost::seconds).toArray();
    }

    static double[] cpu(List<Child.Cost> costs) {
        return costs.stream().mapToDouble(Child.Cost::cpuSeconds).toArray();
    }

    /** The median of the ratios of each round. */
    static double medianRatio(double[] n, double[] d) {
        double[] ratios = new double[n.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = n[i] / d[i];
        }
        return median(ratios);
    }

    /** Of no value it is none. */
    static double median(double[] values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
