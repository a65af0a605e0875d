package io.parkpulse.grafana;

import java.util.Locale;

/** What a viewer chooses on a board. All boards have the same names, so that links can hand the choice on. */
enum Variable {
    /** The data source of the figures. */
    DATASOURCE,
    /** The data source of the job's metrics, which may lie in a bucket of their own. */
    METRICS_DATASOURCE,
    /** {@code live}, or the name of a replay. */
    RUN,
    /** A scope above parks. */
    CENTRE,
    /** A park's id. */
    PARK,
    /** The park as a whole, or a scope inside it. */
    SCOPE,
    /** An enterprise of the park. */
    ENTERPRISE,
    /** Flink's name of the job. */
    JOB,
    /** In which zone days begin. */
    ZONE;

    /** Its name in addresses and queries. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its value inside a regular expression of InfluxQL. The format is spelt out: what goes without it varies. */
    String regex() {
        return "${" + id() + ":regex}";
    }

    /** Its value as it is. */
    String raw() {
        return "${" + id() + ":raw}";
    }

    /** Name and value as an address holds them. */
    String queryParameter() {
        return "${" + id() + ":queryparam}";
    }

    /** Whether a text asks for it. */
    boolean isIn(String text) {
        return text.contains("${" + id() + "}") || text.contains("${" + id() + ":");
    }
}
