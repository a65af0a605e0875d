package io.parkpulse.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.parkpulse.catalogue.Sentences;
import io.parkpulse.check.Example;
import io.parkpulse.check.Finding;
import io.parkpulse.message.Message;
import io.parkpulse.text.Columns;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** Findings of a check, to be shown in a terminal, and as JSON. */
final class FindingTexts {
    private static final int WIDEST = 119;
    private static final int WIDEST_EXAMPLE = 159;
    private static final String INDENT = "    ";

    private FindingTexts() {}

    /** One after the other, each with its examples. */
    static List<String> whole(CliTexts texts, List<Finding> findings) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : findings) {
            lines.add("");
            lines.add(heading(texts, finding));
            paragraph(texts.of(finding.says()), lines);
            finding.examples()
                    .forEach(example ->
                            lines.add(INDENT + texts.of("findings.example", "example", example(texts, example))));
            paragraph(texts.of("findings.remedy", "remedy", texts.of(finding.remedy())), lines);
        }
        return lines;
    }

    /** The weightiest, two lines each. */
    static List<String> brief(CliTexts texts, List<Finding> findings, int most) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : findings.subList(0, Math.min(most, findings.size()))) {
            lines.add(heading(texts, finding));
            lines.add(INDENT
                    + (finding.examples().isEmpty()
                            ? Columns.cut(texts.of(finding.says()), WIDEST_EXAMPLE)
                            : example(texts, finding.examples().get(0))));
        }
        return lines;
    }

    private static String heading(CliTexts texts, Finding finding) {
        String id = finding.kind().id();
        return "  "
                + Columns.left(
                        texts.of("findings.severity." + finding.severity().id()), 8)
                + texts.of(
                        "findings.part",
                        "head",
                        id + texts.find("kind." + id).map(title -> " " + title).orElse(""),
                        "n",
                        Message.count(finding.count()),
                        "of",
                        Message.count(finding.of()),
                        "what",
                        texts.of(finding.what()));
    }

    private static String example(CliTexts texts, Example example) {
        return Columns.cut(example.text(texts.sentences()), WIDEST_EXAMPLE - INDENT.length());
    }

    private static void paragraph(String text, List<String> lines) {
        Columns.wrap(text, WIDEST - INDENT.length()).forEach(line -> lines.add(INDENT + line));
    }

    /** An array, an element a line. */
    static String json(List<Finding> findings) throws IOException {
        StringWriter text = new StringWriter();
        text.write("[");
        for (int i = 0; i < findings.size(); i++) {
            text.write(i == 0 ? "\n" : ",\n");
            try (JsonGenerator json =
                    new JsonFactory().createGenerator(text).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
                write(findings.get(i), json);
            }
        }
        return text.append(findings.isEmpty() ? "]" : "\n]").toString();
    }

    private static void write(Finding finding, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("finding", finding.kind().id());
        json.writeStringField("severity", finding.severity().id());
        json.writeNumberField("count", finding.count());
        json.writeArrayFieldStart("examples");
        for (Example example : finding.examples()) {
            json.writeString(example.text(Sentences.ENGLISH));
        }
        json.writeEndArray();
        json.writeStringField("says", Sentences.ENGLISH.of(finding.says()));
        json.writeStringField("do", Sentences.ENGLISH.of(finding.remedy()));
        json.writeEndObject();
    }
}
