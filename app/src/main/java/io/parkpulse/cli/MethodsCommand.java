package io.parkpulse.cli;

import io.parkpulse.index.Methods;
import io.parkpulse.message.Message;
import io.parkpulse.model.Method;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code methods}: how each method computes and prints its figures, with figures to check it by. */
@Command(
        name = "methods",
        mixinStandardHelpOptions = true,
        description =
                "Print the measures, and the methods that compute them: formula, parameters, published source, and "
                        + "a worked example of each.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  parkpulse methods",
            "  parkpulse methods binhai-2020                   one method alone",
            "  parkpulse methods --registry recordings/tiny    also the methods.yaml of a recording",
            "",
            "Exit codes: 0 done, 2 wrong usage, no such method, or something wrong with methods.yaml."
        })
public final class MethodsCommand implements Callable<Integer> {
    private static final int REGISTRY_ERROR = 2;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--registry",
            paramLabel = "DIR",
            description = "A registry (or recording), whose methods.yaml is shown as well.")
    private Path registry;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "One method alone, without the measures.")
    private String id;

    @Override
    public Integer call() {
        Map<String, Method> methods = Methods.builtIn();
        if (registry != null) {
            try {
                methods = RegistryReader.readMethods(registry);
            } catch (RegistryException e) {
                spec.commandLine().getErr().println(CliTexts.of(spec).of(e));
                return REGISTRY_ERROR;
            }
        }
        CliTexts texts = CliTexts.of(spec);
        if (id != null) {
            Method method = methods.get(id);
            Usage.require(
                    spec,
                    method != null,
                    "ID",
                    id,
                    Message.of("registry.one_of", "words", String.join(", ", methods.keySet())));
            print(new MethodsText(texts).of(method));
            return 0;
        }
        print(new MethodsText(texts).of(methods.values()));
        return 0;
    }

    private void print(List<String> lines) {
        PrintWriter out = spec.commandLine().getOut();
        lines.forEach(out::println);
        out.flush();
    }
}
