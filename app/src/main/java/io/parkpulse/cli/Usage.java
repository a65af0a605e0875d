package io.parkpulse.cli;

import io.parkpulse.message.Message;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Says what is wrong with the words of a command; it then ends with {@link ExitCode#USAGE}. */
final class Usage {
    static final Message ABOVE_0 = Message.of("usage.above_0");

    private Usage() {}

    /** What to throw. */
    static ParameterException wrong(CommandSpec command, Message said) {
        return new ParameterException(
                command.commandLine(), CliTexts.of(command).of(said));
    }

    /** What to throw where something else was expected. */
    static ParameterException wrong(CommandSpec command, String name, Object value, Message expected) {
        return wrong(command, Message.expected((name + " " + value).strip(), expected));
    }

    /** What to throw where an option is missing that is not required by itself. */
    static ParameterException missing(CommandSpec command, String option) {
        return wrong(command, Message.of("usage.missing_option", "names", "'" + option + "'"));
    }

    /** What to throw where of two options none, or both, are given. */
    static ParameterException neither(CommandSpec command, String first, String then) {
        return wrong(
                command,
                Message.of("registry.expected", "expected", Message.of("usage.either", "first", first, "then", then)));
    }

    /** @throws ParameterException that says what stood there and what was expected, unless it holds */
    static void require(CommandSpec command, boolean holds, String name, Object value, Message expected) {
        if (!holds) {
            throw wrong(command, name, value, expected);
        }
    }

    /** One of these words: {@code jsonl, parquet or csv}. */
    static Message oneOf(String... words) {
        List<Message> all = Arrays.stream(words).map(Message::asIs).toList();
        int last = all.size() - 1;
        return last == 0
                ? all.get(0)
                : Message.joined("usage.or", Message.joined("comma", all.subList(0, last)), all.get(last));
    }

    /** Another option beside it. */
    static Message asWell(String option) {
        return Message.of("usage.as_well", "option", option);
    }

    /** What a replay wrote, of which a file is missing. */
    static Message replayed(String missing) {
        return Message.of("usage.replayed", "missing", missing);
    }
}
