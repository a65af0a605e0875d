package io.parkpulse.grafana;

import io.parkpulse.catalogue.Language;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The boards, in the order in which they link to each other. */
enum Board {
    /** All parks, for those who steer. */
    CENTRE("now-24h", "1m"),
    /** One park and what lies in it. */
    PARK("now-24h", "1m"),
    /** Every enterprise of a park, and which of them nothing is known of. */
    ENTERPRISES("now-7d", "5m"),
    /** Closed days and what became of them. */
    LEDGER("now-30d", "5m"),
    /** What is missing, late or dead. */
    QUALITY("now-24h", "1m"),
    /** How the job runs. */
    JOB("now-1h", "30s");

    private final String from;
    private final String refresh;

    Board(String from, String refresh) {
        this.from = from;
        this.refresh = refresh;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Never changes: it is what links and bookmarks hold. */
    String uid(Language language) {
        return "parkpulse-" + id() + "-" + language.code();
    }

    /** Where the time range begins unless the viewer says otherwise. */
    String from() {
        return from;
    }

    /** How often it asks again. */
    String refresh() {
        return refresh;
    }

    /**
     * Its address, with the time range and the variables of the board that leads there.
     *
     * @param otherwise variables that have another value here
     */
    String address(Language language, Map<Variable, String> otherwise) {
        List<String> query = new ArrayList<>();
        query.add("${__url_time_range}");
        Stream.of(
                        Variable.DATASOURCE,
                        Variable.METRICS_DATASOURCE,
                        Variable.RUN,
                        Variable.CENTRE,
                        Variable.PARK,
                        Variable.SCOPE,
                        Variable.ZONE)
                .filter(variable -> !otherwise.containsKey(variable))
                .map(Variable::queryParameter)
                .forEach(query::add);
        Arrays.stream(Variable.values())
                .filter(otherwise::containsKey)
                .map(variable -> "var-" + variable.id() + "=" + otherwise.get(variable))
                .forEach(query::add);
        return "/d/" + uid(language) + "?" + String.join("&", query);
    }
}
