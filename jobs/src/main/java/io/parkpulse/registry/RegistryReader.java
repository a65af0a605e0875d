package io.parkpulse.registry;

import io.parkpulse.alerts.Rules;
import io.parkpulse.baseline.BaselineSet;
import io.parkpulse.files.checked.Problems;
import io.parkpulse.files.checked.TextFile;
import io.parkpulse.message.Message;
import io.parkpulse.model.Method;
import io.parkpulse.model.Registry;
import io.parkpulse.model.RegistryColumns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and checks the registry: {@code parks.csv} and {@code enterprises.csv}, and, where they exist, {@code
 * meters.csv}, {@code methods.yaml}, {@code baselines.csv} and {@code grids.csv}.
 *
 * <p>All problems of all files are reported together. A cell that is wrong hides no other problem and causes none: a
 * park with a bad zone is still a park that enterprises may refer to.
 */
public final class RegistryReader {
    /** The files that a registry may have, in the order in which their problems are reported. */
    public static final List<String> FILES = List.of(
            ParksFile.NAME, EnterprisesFile.NAME, MetersFile.NAME, MethodsFile.NAME, BaselineRows.NAME, GridsFile.NAME);

    /** The file of a recording that holds rules of its own. */
    public static final String RULES = "rules.yaml";

    private RegistryReader() {}

    /**
     * A registry that can be used.
     *
     * @param registry every reference in it holds
     * @param warnings what is odd but does no harm, one line each
     * @param baselines those that enterprises have because they have none of their own, by park
     */
    public record Result(Registry registry, List<Message> warnings, Map<String, BaselineSet> baselines) {
        public Result {
            warnings = List.copyOf(warnings);
            baselines = Map.copyOf(baselines);
        }
    }

    /**
     * The rows of a registry that can be used.
     *
     * @param warnings what is odd but does no harm, one line each
     */
    public record Rows(List<RegistryRow> rows, List<Message> warnings) {
        public Rows {
            rows = List.copyOf(rows);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Reads the registry in a directory.
     *
     * @throws RegistryException with everything that is wrong with it
     */
    public static Result read(Path dir) throws RegistryException {
        Problems problems = new Problems();
        return Texts.read(dir, problems).check(problems);
    }

    /**
     * Reads the registry in a directory and gives its rows as they stand there, the methods with all their parameters,
     * the built-in ones among them, and enterprises with the energies that they have by {@code baselines.csv}. Every row
     * comes after those it refers to.
     *
     * @throws RegistryException with everything that is wrong with it
     */
    public static Rows readRows(Path dir) throws RegistryException {
        Problems problems = new Problems();
        Texts texts = Texts.read(dir, problems);
        Result result = texts.check(problems);
        return new Rows(texts.rows(result), result.warnings());
    }

    /**
     * Checks rows, wherever they come from, and what they say together.
     *
     * @param baselineTable null for none
     */
    static Result check(
            MethodsFile methods,
            Table baselineTable,
            Table parkTable,
            Table enterpriseTable,
            Table meterTable,
            Table gridTable,
            Problems problems)
            throws RegistryException {
        BaselineRows baselines = new BaselineRows(baselineTable);
        baselines.read();
        ParksFile parks = new ParksFile(methods, baselines, parkTable);
        parks.read();
        EnterprisesFile enterprises = new EnterprisesFile(parks, baselines, enterpriseTable);
        enterprises.read();
        baselines.warn(enterprises);
        MetersFile meters = new MetersFile(enterprises, meterTable);
        meters.read();
        GridsFile grids = new GridsFile(gridTable);
        grids.read();

        problems.throwIfAny(RegistryException::new);
        Registry registry =
                new Registry(parks.sorted(), enterprises.sorted(), meters.sorted(), methods.all(), grids.names());
        grids.warn(registry.parks(), registry.enterprises());
        return new Result(registry, problems.warnings(), enterprises.baselines());
    }

    /**
     * Reads the methods of a registry alone: the built-in ones in their order, with the parameters that {@code
     * methods.yaml} gives them, then its own in its order.
     *
     * @throws RegistryException with everything that is wrong with {@code methods.yaml}
     */
    public static Map<String, Method> readMethods(Path dir) throws RegistryException {
        Problems problems = new Problems();
        Texts.requireDirectory(dir, problems);
        MethodsFile methods = Texts.methods(Texts.optionalMethods(dir, problems), problems);
        problems.throwIfAny(RegistryException::new);
        return Collections.unmodifiableMap(methods.all());
    }

    /** The rules that hold where no file says otherwise. */
    public static Rules builtInRules() {
        return RulesFile.builtIn();
    }

    /**
     * Reads a file of rules, such as {@link #RULES}: the built-in rules with the parameters that it gives them, and its
     * own.
     *
     * @throws RegistryException with everything that is wrong with it
     */
    public static Rules readRules(Path file) throws RegistryException {
        Problems problems = new Problems();
        Path place = file.toAbsolutePath();
        String name = place.getFileName().toString();
        RulesFile rules = new RulesFile(name, problems);
        rules.read(TextFile.read(place.getParent(), name, problems));
        problems.throwIfAny(RegistryException::new);
        return rules.rules();
    }

    /** What is in the files; null where a file cannot be read. */
    private record Texts(
            String parks, String enterprises, String meters, String methods, String baselines, String grids) {
        static Texts read(Path dir, Problems problems) throws RegistryException {
            requireDirectory(dir, problems);
            if (!Files.exists(dir.resolve(MetersFile.NAME))) {
                problems.warn(
                        Message.of("registry.file", "file", MetersFile.NAME, "text", Message.of("registry.no_meters")));
            }
            return new Texts(
                    required(dir, ParksFile.NAME, problems),
                    required(dir, EnterprisesFile.NAME, problems),
                    optional(dir, MetersFile.NAME, problems),
                    optionalMethods(dir, problems),
                    optional(dir, BaselineRows.NAME, problems),
                    optional(dir, GridsFile.NAME, problems));
        }

        /** Null, if there is no such file. */
        private static String optional(Path dir, String file, Problems problems) {
            return Files.exists(dir.resolve(file)) ? TextFile.readTable(dir, file, problems) : null;
        }

        static void requireDirectory(Path dir, Problems problems) throws RegistryException {
            if (!Files.isDirectory(dir)) {
                problems.add(
                        dir.toString(),
                        0,
                        Message.of(Files.exists(dir) ? "registry.is_a_file" : "registry.does_not_exist"),
                        Message.of("registry.directory", "parks", ParksFile.NAME, "enterprises", EnterprisesFile.NAME));
                problems.throwIfAny(RegistryException::new);
            }
        }

        /** Nothing, if there is no such file. */
        static String optionalMethods(Path dir, Problems problems) {
            return Files.exists(dir.resolve(MethodsFile.NAME)) ? TextFile.read(dir, MethodsFile.NAME, problems) : "";
        }

        private static String required(Path dir, String file, Problems problems) {
            if (!Files.exists(dir.resolve(file))) {
                problems.add(
                        file, 0, Message.of("registry.does_not_exist"), Message.of("registry.file_in", "dir", dir));
                return null;
            }
            return TextFile.readTable(dir, file, problems);
        }

        static MethodsFile methods(String text, Problems problems) {
            MethodsFile read = new MethodsFile(MethodsFile.NAME, problems);
            read.read(text);
            return read;
        }

        Result check(Problems problems) throws RegistryException {
            return RegistryReader.check(
                    methods(methods, problems),
                    table(RegistryColumns.BASELINES, baselines, problems),
                    table(RegistryColumns.PARKS, parks, problems),
                    table(RegistryColumns.ENTERPRISES, enterprises, problems),
                    table(RegistryColumns.METERS, meters, problems),
                    table(RegistryColumns.GRIDS, grids, problems),
                    problems);
        }

        private static Table table(RegistryColumns columns, String text, Problems problems) {
            return new CsvTable(columns, text, problems);
        }

        /** The rows of files that were checked, and what they came to. */
        List<RegistryRow> rows(Result result) {
            Problems none = new Problems();
            List<RegistryRow> rows = new ArrayList<>();
            methods(methods, none).all().values().forEach(method -> rows.add(RegistryRow.of(method)));
            table(RegistryColumns.PARKS, parks, none).read(row -> {
                RegistryRow park = RegistryRow.of(RegistryRow.Kind.PARK, row, 0);
                BaselineSet set = result.baselines().get(row.id("park_id", Message.of("registry.id")));
                rows.add(set == null ? park : park.with(set));
            });
            BaselineRows energies = new BaselineRows(table(RegistryColumns.BASELINES, baselines, none));
            energies.read();
            table(RegistryColumns.ENTERPRISES, enterprises, none).read(row -> {
                RegistryRow enterprise = RegistryRow.of(RegistryRow.Kind.ENTERPRISE, row, 0);
                BaselineSet set = result.baselines().get(row.id("park_id", Message.of("registry.id")));
                for (String column : BaselineRows.ENERGIES) {
                    Long energy = energies.energy(set, row.id("enterprise_id", Message.of("registry.id")), column);
                    if (energy != null && enterprise.text(column).isEmpty()) {
                        enterprise = enterprise.with(column, energy.toString());
                    }
                }
                rows.add(enterprise);
            });
            Map<String, Integer> before = new HashMap<>();
            table(RegistryColumns.METERS, meters, none)
                    .read(row -> rows.add(RegistryRow.of(
                            RegistryRow.Kind.METER, row, before.merge(row.text("meter_id"), 1, Integer::sum))));
            table(RegistryColumns.GRIDS, grids, none)
                    .read(row -> rows.add(RegistryRow.of(RegistryRow.Kind.GRID, row, 0)));
            return rows;
        }
    }
}
