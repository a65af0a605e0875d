package io.parkpulse.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/**
 * The figures of a plain loop, one line each: {@code KEY<TAB>WORK<TAB>OUTPUT<TAB>ENERGY}, where a key is {@code daily} or
 * {@code trailing}, the date or the window's end, and the park; a rate is {@code n/d} or {@code null}; the energy is that
 * of all the park's enterprises, Wh.
 */
final class FigureFile implements AutoCloseable {
    static final String NONE = "null";

    /** What the keys of trailing windows begin with; those of days come before them. */
    static final String TRAILING = "trailing ";

    private final BufferedWriter out;

    FigureFile(Path file) throws IOException {
        out = Files.newBufferedWriter(file);
    }

    /**
     * The figures of one park and window.
     *
     * @param work {@code power_work_rate}
     * @param output {@code power_output_rate}
     * @param energyWh of all the park's enterprises
     */
    record Figures(String work, String output, String energyWh) {}

    static String dailyKey(Object date, String park) {
        return "daily " + date + " " + park;
    }

    static String trailingKey(Object end, String park) {
        return TRAILING + end + " " + park;
    }

    static String rate(long n, long d) {
        return n + "/" + d;
    }

    void write(String key, Figures figures) throws IOException {
        out.write(key + "\t" + figures.work() + "\t" + figures.output() + "\t" + figures.energyWh() + "\n");
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    static TreeMap<String, Figures> read(Path file) throws IOException {
        TreeMap<String, Figures> figures = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            List<String> cells = List.of(line.split("\t", -1));
            figures.put(cells.get(0), new Figures(cells.get(1), cells.get(2), cells.get(3)));
        }
        return figures;
    }
}
