package io.parkpulse.replay;

import io.parkpulse.alerts.Declaration;
import io.parkpulse.alerts.Declarers;
import io.parkpulse.alerts.Rules;
import io.parkpulse.files.RegularFile;
import io.parkpulse.message.Message;
import io.parkpulse.model.Registry;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.roster.Roster;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a replay raises alerts by.
 *
 * @param rules the rules
 * @param rulesFile where they come from; null for the built-in ones
 * @param declarations in order of time
 * @param warnings what was left out and what matches nothing, one line each
 */
public record Alerting(Rules rules, Path rulesFile, List<Declaration> declarations, List<Message> warnings) {
    /** The built-in rules, and nothing declared. */
    static final Alerting BUILT_IN = new Alerting(RegistryReader.builtInRules(), null, List.of(), List.of());

    private static final int SHOWN = 5;

    public Alerting {
        declarations = List.copyOf(declarations);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads rules and declarations of a recording.
     *
     * @param registry of the recording
     * @param rulesFile the rules; null for those of the recording, or the built-in ones if it has none
     * @throws RegistryException with everything that is wrong with the rules
     */
    public static Alerting read(Path recording, Registry registry, Path rulesFile)
            throws RegistryException, IOException {
        Path own = recording.resolve(RegistryReader.RULES);
        Path file = rulesFile != null ? rulesFile : Files.exists(own) ? own : null;
        Rules rules = file == null ? RegistryReader.builtInRules() : RegistryReader.readRules(file);
        List<Message> warnings = new ArrayList<>();
        if (file != null) {
            rules.unmatched(Roster.of(registry))
                    .forEach(pattern -> warnings.add(of(file, Message.of("alerting.no_scope", "pattern", pattern))));
        }
        List<Declaration> declarations = new ArrayList<>();
        Path declared = recording.resolve(Declaration.FILE);
        if (RegularFile.exists(declared)) {
            readDeclarations(declared, registry, declarations, warnings);
        }
        return new Alerting(rules, file, declarations, warnings);
    }

    private static void readDeclarations(
            Path file, Registry registry, List<Declaration> declarations, List<Message> warnings) throws IOException {
        Declarers declarers = new Declarers(Roster.of(registry));
        List<String> leftOut = new ArrayList<>();
        int number = 0;
        try (InputStream in = new BufferedInputStream(RegularFile.open(file))) {
            for (byte[] line = line(in); line != null; line = line(in)) {
                number++;
                if (isBlank(line)) {
                    continue;
                }
                try {
                    declarations.add(declarers.read(line));
                } catch (Declaration.MalformedException e) {
                    leftOut.add(file.getFileName() + ":" + number + ": " + e.getMessage());
                }
            }
        }
        leftOut.stream().limit(SHOWN).forEach(each -> warnings.add(Message.of("alerting.left_out", "mistake", each)));
        if (leftOut.size() > SHOWN) {
            warnings.add(of(file, Message.of("alerting.more_left_out", "n", leftOut.size() - SHOWN)));
        }
        declarations.sort(Declaration.IN_ORDER);
    }

    private static Message of(Path file, Message text) {
        return Message.of("registry.file", "file", file.getFileName(), "text", text);
    }

    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
        }
        return line.toByteArray();
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
