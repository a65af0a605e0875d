package io.parkpulse.grafana;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parkpulse.catalogue.OutputSchema;
import io.parkpulse.catalogue.OutputSchema.Measurement;
import java.util.List;

/** The variables of a board: what a viewer can choose, and what is on offer. */
final class Variables {
    /** Of zones in which parks lie; any other can be typed in. */
    private static final List<String> ZONES = List.of("Asia/Shanghai", "Asia/Tokyo", "Asia/Seoul", "UTC");

    /** The zone of days and of times, unless a viewer says otherwise. */
    static final String USUAL_ZONE = ZONES.get(0);

    /** Uid of the data source that comes with the provisioning. The job's metrics may lie in another. */
    private static final String USUAL_SOURCE = "parkpulse";

    private static final int SHOWN = 0;
    private static final int HIDDEN = 2;
    private static final int ON_TIME_RANGE_CHANGE = 2;
    private static final int ALPHABETICAL = 1;

    private static final String OF_RUN = condition(OutputSchema.RUN, Variable.RUN.regex());
    private static final String OF_PARK = condition(OutputSchema.PARK, Variable.PARK.regex());

    private final BoardTexts texts;
    private final String asked;
    private final ArrayNode all = JsonNodeFactory.instance.arrayNode();

    private Variables(BoardTexts texts, String asked) {
        this.texts = texts;
        // The scopes on offer are those of the park, so it is to be chosen too.
        this.asked = Variable.SCOPE.isIn(asked) ? asked + OF_PARK : asked;
    }

    /**
     * All variables. Those that nothing asks for are hidden: they go on to the next board. Where nothing asks for an
     * enterprise or the job, there is no such variable, as it would cost a query.
     *
     * @param asked the text of everything that may ask for variables
     */
    static ArrayNode of(BoardTexts texts, String asked) {
        Variables variables = new Variables(texts, asked);
        variables.datasource(Variable.DATASOURCE);
        variables.datasource(Variable.METRICS_DATASOURCE);
        variables.query(
                Variable.RUN,
                Variable.DATASOURCE,
                OutputSchema.LIVE,
                tagValues(OutputSchema.PARK_INDEX, OutputSchema.RUN));
        variables.query(
                Variable.CENTRE,
                Variable.DATASOURCE,
                "all",
                tagValues(
                        OutputSchema.PARK_INDEX,
                        OutputSchema.SCOPE,
                        OF_RUN,
                        condition(OutputSchema.SCOPE, "(all|all\\/.+|region:.+)")));
        variables.query(
                Variable.PARK, Variable.DATASOURCE, "", tagValues(OutputSchema.PARK_INDEX, OutputSchema.PARK, OF_RUN));
        variables.query(
                Variable.SCOPE,
                Variable.DATASOURCE,
                "",
                tagValues(OutputSchema.PARK_INDEX, OutputSchema.SCOPE, OF_RUN, OF_PARK));
        if (Variable.ENTERPRISE.isIn(asked)) {
            variables.query(
                    Variable.ENTERPRISE,
                    Variable.DATASOURCE,
                    "",
                    tagValues(OutputSchema.ENTERPRISE_DAY, OutputSchema.ENTERPRISE, OF_RUN, OF_PARK));
        }
        if (Variable.JOB.isIn(asked)) {
            variables.query(
                    Variable.JOB,
                    Variable.METRICS_DATASOURCE,
                    "",
                    tagValues(JobMetric.RUNNING_TIME.measurement(), JobMetric.JOB_NAME));
        }
        variables.zone();
        return variables.all;
    }

    private static String condition(String tag, String expression) {
        return Query.quoted(tag) + " =~ /^" + expression + "$/";
    }

    private static String tagValues(Measurement measurement, String tag, String... conditions) {
        return "SHOW TAG VALUES FROM " + Query.quoted(measurement.name()) + " WITH KEY = " + Query.quoted(tag)
                + (conditions.length == 0 ? "" : " WHERE " + String.join(" AND ", conditions));
    }

    private ObjectNode add(Variable variable, String type, int hide) {
        return all.addObject()
                .put("type", type)
                .put("name", variable.id())
                .put("label", texts.of("variable." + variable.id()))
                .put("hide", hide)
                .put("multi", false)
                .put("includeAll", false)
                .put("skipUrlSync", false);
    }

    private int shownIfAsked(Variable variable) {
        return variable.isIn(asked) ? SHOWN : HIDDEN;
    }

    private void datasource(Variable variable) {
        ObjectNode source = add(variable, "datasource", shownIfAsked(variable));
        source.put("query", "influxdb").put("regex", "").put("refresh", 1);
        source.putArray("options");
        source.putObject("current").put("text", USUAL_SOURCE).put("value", USUAL_SOURCE);
    }

    /** @param usual what is chosen at first; empty for the first on offer */
    private void query(Variable variable, Variable datasource, String usual, String query) {
        ObjectNode offered = add(variable, "query", shownIfAsked(variable));
        offered.set("datasource", Panel.datasource(datasource));
        offered.put("query", query)
                .put("definition", query)
                .put("regex", "")
                .put("refresh", ON_TIME_RANGE_CHANGE)
                .put("sort", ALPHABETICAL);
        offered.putArray("options");
        offered.putObject("current").put("text", usual).put("value", usual);
    }

    private void zone() {
        ObjectNode zone = add(Variable.ZONE, "custom", shownIfAsked(Variable.ZONE));
        zone.put("query", String.join(",", ZONES));
        ArrayNode options = zone.putArray("options");
        for (String each : ZONES) {
            options.addObject().put("text", each).put("value", each).put("selected", each.equals(USUAL_ZONE));
        }
        zone.putObject("current").put("text", USUAL_ZONE).put("value", USUAL_ZONE);
    }
}
