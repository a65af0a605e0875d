package io.parkpulse.grafana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parkpulse.catalogue.Language;
import io.parkpulse.catalogue.OutputSchema;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Boards for Grafana over what is in the time-series store: six of them in each language, as files that Grafana reads.
 * The same standards give the same bytes.
 */
public final class GrafanaBoards {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Of Grafana 10.4; later ones read it and bring it up to their own. */
    private static final int SCHEMA_VERSION = 39;

    private static final String TAG = "parkpulse";

    private final BoardTexts texts;
    private final BoardPanels parts;

    private GrafanaBoards(Language language, ReferenceValues standards) {
        this.texts = new BoardTexts(language, standards);
        this.parts = new BoardPanels(texts, standards);
    }

    /**
     * All boards: JSON by the path of its file, e.g. {@code zh/centre.json}.
     *
     * @param standards what figures are held against
     */
    public static SortedMap<String, String> files(ReferenceValues standards) {
        SortedMap<String, String> files = new TreeMap<>();
        for (Language language : Language.values()) {
            GrafanaBoards boards = new GrafanaBoards(language, standards);
            for (Board board : Board.values()) {
                files.put(language.code() + "/" + board.id() + ".json", boards.text(board));
            }
        }
        return files;
    }

    private String text(Board board) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter()
                .withSeparators(separators)
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
        try {
            return new JsonMapper().writer(printer).writeValueAsString(json(board)) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode json(Board board) {
        ArrayNode panels = layOut(board).panels();
        ArrayNode annotations = annotations();
        ObjectNode dashboard = JSON.objectNode();
        dashboard
                .put("uid", board.uid(texts.language()))
                .put("title", texts.of("product") + " · " + texts.of("board." + board.id() + ".title"))
                .put("description", texts.of("board." + board.id() + ".description"));
        dashboard.putArray("tags").add(TAG).add(texts.language().code()).add(familyTag(board));
        dashboard.put("editable", true).put("graphTooltip", 1);
        dashboard.put("timezone", Variables.USUAL_ZONE).put("refresh", board.refresh());
        dashboard.putObject("time").put("from", board.from()).put("to", "now");
        dashboard.putObject("timepicker");
        dashboard.put("schemaVersion", SCHEMA_VERSION).put("fiscalYearStartMonth", 0);
        dashboard.set("links", links(board));
        dashboard.putObject("annotations").set("list", annotations);
        dashboard.putObject("templating").set("list", Variables.of(texts, asked(panels, annotations)));
        dashboard.set("panels", panels);
        return dashboard;
    }

    /** What is asked of which data sources: whatever a viewer can choose must make a difference to it. */
    private static String asked(ArrayNode panels, ArrayNode annotations) {
        List<String> asked = new ArrayList<>();
        for (String field : List.of("query", "uid")) {
            asked.addAll(panels.findValuesAsText(field));
            asked.addAll(annotations.findValuesAsText(field));
        }
        return String.join("\n", asked);
    }

    private Grid layOut(Board board) {
        return switch (board) {
            case CENTRE -> CentreBoard.layOut(parts);
            case PARK -> ParkBoard.layOut(parts);
            case ENTERPRISES -> EnterprisesBoard.layOut(parts);
            case LEDGER -> LedgerBoard.layOut(parts);
            case QUALITY -> QualityBoard.layOut(parts);
            case JOB -> JobBoard.layOut(parts);
        };
    }

    /** The same board in all languages. */
    private static String familyTag(Board board) {
        return TAG + "-" + board.id();
    }

    private ArrayNode links(Board from) {
        ArrayNode links = JSON.arrayNode();
        for (Board board : Board.values()) {
            if (board != from) {
                ObjectNode link = link(links, "link", texts.of("board." + board.id() + ".title"));
                link.put("url", "/d/" + board.uid(texts.language())).put("icon", "dashboard");
                link.putArray("tags");
            }
        }
        ObjectNode languages = link(links, "dashboards", texts.of("link.language"));
        languages.put("url", "").put("icon", "external link");
        languages.putArray("tags").add(familyTag(from));
        languages.put("asDropdown", true);
        return links;
    }

    private static ObjectNode link(ArrayNode links, String type, String title) {
        return links.addObject()
                .put("type", type)
                .put("title", title)
                .put("tooltip", "")
                .put("asDropdown", false)
                .put("targetBlank", false)
                .put("keepTime", true)
                .put("includeVars", true);
    }

    private ArrayNode annotations() {
        ArrayNode annotations = JSON.arrayNode();
        annotation(annotations, "firing", 1, Panel.WARNING);
        annotation(annotations, "resolved", 0, Panel.GOOD);
        return annotations;
    }

    private void annotation(ArrayNode annotations, String state, int firing, String colour) {
        ObjectNode annotation = annotations.addObject();
        annotation
                .put("name", texts.of("annotation." + state))
                .put("enable", true)
                .put("hide", false);
        annotation.put("iconColor", colour);
        annotation.set("datasource", Panel.datasource(Variable.DATASOURCE));
        Query query = Query.rows(OutputSchema.PARK_ALERT)
                .select(OutputSchema.SCOPE, OutputSchema.RULE, "severity", "id")
                .where(OutputSchema.RUN, Variable.RUN)
                .whereField("firing", "= " + firing);
        annotation
                .putObject("target")
                .put("refId", "Anno")
                .put("query", query.text())
                .put("queryType", "tags")
                .put("fromAnnotations", true)
                .put("titleColumn", OutputSchema.SCOPE)
                .put("textColumn", "id")
                .put("tagsColumn", OutputSchema.RULE + ",severity")
                .put("timeEndColumn", "")
                .put("name", texts.of("annotation." + state));
    }
}
