package io.parkpulse.cli;

import io.parkpulse.message.Message;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of words that are no command, in a language. */
final class WrongUsage {
    private static final Map<Class<?>, Message> EXPECTED = Map.ofEntries(
            Map.entry(int.class, Message.of("usage.whole")),
            Map.entry(Integer.class, Message.of("usage.whole")),
            Map.entry(long.class, Message.of("usage.whole")),
            Map.entry(double.class, Message.of("usage.number")),
            Map.entry(Double.class, Message.of("usage.number")),
            Map.entry(Duration.class, Message.of("usage.duration")),
            Map.entry(LocalDate.class, Message.of("value.date", "date", "2020-03-16")),
            Map.entry(OffsetDateTime.class, Message.of("usage.time")));

    private WrongUsage() {}

    /** Times on the command line; of a text that is none {@link #report} says what was expected. */
    static void registerTimes(CommandLine line) {
        line.registerConverter(Duration.class, Duration::parse);
        line.registerConverter(LocalDate.class, LocalDate::parse);
        line.registerConverter(OffsetDateTime.class, OffsetDateTime::parse);
    }

    /** The message last, where it is seen, and not the whole help above it. */
    static int report(ParameterException wrong, CliTexts texts) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(said(wrong, texts));
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            err.println(texts.of(names("usage.did_you_mean", unmatched.getSuggestions())));
        }
        err.println(texts.of(Message.of(
                "usage.try", "command", "./" + command.getCommandSpec().qualifiedName() + " --help")));
        err.flush();
        return ExitCode.USAGE;
    }

    private static String said(ParameterException wrong, CliTexts texts) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return texts.of(names(
                    unmatched.isUnknownOption() ? "usage.unknown_option" : "usage.unmatched",
                    quoted(unmatched.getUnmatched())));
        }
        if (wrong instanceof MissingParameterException missing) {
            return texts.of(missing(missing));
        }
        ArgSpec of = wrong.getArgSpec();
        Message expected = of == null ? null : expected(of);
        return expected == null || wrong.getValue() == null
                ? wrong.getMessage()
                : texts.of(Message.expected(name(of) + " \"" + wrong.getValue() + "\"", expected));
    }

    private static Message missing(MissingParameterException wrong) {
        List<ArgSpec> missing = wrong.getMissing();
        String key = "usage.missing_parameter";
        if (missing.stream().anyMatch(ArgSpec::isOption)) {
            // Nothing but the words of the library tells an option that is not there from one without a value.
            key = wrong.getMessage().startsWith("Missing required option")
                    ? "usage.missing_option"
                    : "usage.missing_value";
        }
        return names(key, quoted(missing.stream().map(WrongUsage::labelled).toList()));
    }

    private static Message expected(ArgSpec of) {
        return of.completionCandidates() == null
                ? EXPECTED.get(of.type())
                : Message.of("registry.one_of", "words", String.join(", ", of.completionCandidates()));
    }

    private static String name(ArgSpec of) {
        return of instanceof OptionSpec option ? option.longestName() : of.paramLabel();
    }

    private static String labelled(ArgSpec of) {
        return of instanceof OptionSpec option ? option.longestName() + "=" + of.paramLabel() : of.paramLabel();
    }

    private static List<String> quoted(Collection<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.toList());
    }

    private static Message names(String key, Collection<String> names) {
        return Message.of(key, "names", String.join(", ", names));
    }
}
