package io.parkpulse.registry;

import io.parkpulse.alerts.Rules;
import io.parkpulse.model.Method;
import io.parkpulse.model.Registry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Reads and checks the registry: {@code parks.csv} and {@code enterprises.csv}, and, where they exist, {@code
 * meters.csv} and {@code methods.yaml}.
 *
 * <p>All problems of all files are reported together. A cell that is wrong hides no other problem and causes none: a
 * park with a bad zone is still a park that enterprises may refer to.
 */
public final class RegistryReader {
    /** The files that a registry may have, in the order in which their problems are reported. */
    public static final List<String> FILES =
            List.of(ParksFile.NAME, EnterprisesFile.NAME, MetersFile.NAME, MethodsFile.NAME);

    /** The file of a recording that holds rules of its own. */
    public static final String RULES = "rules.yaml";

    private RegistryReader() {}

    /**
     * A registry that can be used.
     *
     * @param registry every reference in it holds
     * @param warnings what is odd but does no harm, one line each
     */
    public record Result(Registry registry, List<String> warnings) {
        public Result {
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
        requireDirectory(dir, problems);
        MethodsFile methods = methods(dir, problems);
        ParksFile parks = new ParksFile(methods, problems);
        parks.read(required(dir, ParksFile.NAME, problems));

        // Before the enterprises, whose evidence depends on whether they have a meter; their ids are checked after.
        MetersFile meters = new MetersFile(problems);
        if (Files.exists(dir.resolve(MetersFile.NAME))) {
            String text = TextFile.read(dir, MetersFile.NAME, problems);
            if (text != null) {
                meters.read(text);
            }
        } else {
            problems.warn(MetersFile.NAME + ": there is no such file, so there are no meters");
        }
        EnterprisesFile enterprises = new EnterprisesFile(parks, meters::isMetered, problems);
        enterprises.read(required(dir, EnterprisesFile.NAME, problems));
        meters.check(enterprises);

        problems.throwIfAny();
        Registry registry = new Registry(parks.sorted(), enterprises.sorted(), meters.sorted(), methods.all());
        return new Result(registry, problems.warnings());
    }

    /**
     * Reads the methods of a registry alone: the built-in ones in their order, with the parameters that {@code
     * methods.yaml} gives them, then its own in its order.
     *
     * @throws RegistryException with everything that is wrong with {@code methods.yaml}
     */
    public static Map<String, Method> readMethods(Path dir) throws RegistryException {
        Problems problems = new Problems();
        requireDirectory(dir, problems);
        MethodsFile methods = methods(dir, problems);
        problems.throwIfAny();
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
        problems.throwIfAny();
        return rules.rules();
    }

    private static void requireDirectory(Path dir, Problems problems) throws RegistryException {
        if (!Files.isDirectory(dir)) {
            problems.add(
                    dir.toString(),
                    0,
                    null,
                    Files.exists(dir) ? "is a file" : "does not exist",
                    "a directory with " + ParksFile.NAME + " and " + EnterprisesFile.NAME);
            problems.throwIfAny();
        }
    }

    private static MethodsFile methods(Path dir, Problems problems) {
        MethodsFile methods = new MethodsFile(problems);
        if (Files.exists(dir.resolve(MethodsFile.NAME))) {
            methods.read(TextFile.read(dir, MethodsFile.NAME, problems));
        }
        return methods;
    }

    private static String required(Path dir, String file, Problems problems) {
        if (!Files.exists(dir.resolve(file))) {
            problems.add(file, 0, null, "does not exist", "a file of this name in " + dir);
            return null;
        }
        return TextFile.read(dir, file, problems);
    }
}
