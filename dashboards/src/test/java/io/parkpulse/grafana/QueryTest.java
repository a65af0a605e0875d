package io.parkpulse.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkpulse.catalogue.OutputSchema;
import org.junit.jupiter.api.Test;

class QueryTest {
    @Test
    void theNewestRowIsOneOfEachGroup() {
        assertThat(Query.newest(OutputSchema.PARK_INDEX)
                        .select("silent", "enterprises")
                        .where(OutputSchema.RUN, Variable.RUN)
                        .where(OutputSchema.KIND, OutputSchema.LIVE)
                        .groupBy(OutputSchema.PARK)
                        .text())
                .isEqualTo("SELECT \"silent\", \"enterprises\" FROM \"park_index\""
                        + " WHERE \"run\" =~ /^${run:regex}$/ AND \"kind\" = 'live' AND $timeFilter"
                        + " GROUP BY \"park\" ORDER BY time DESC LIMIT 1");
    }

    @Test
    void standingRowsAreChosenAmongTheNewestOfEachGroup() {
        Query query = Query.standing(OutputSchema.PARK_ALERT, "firing")
                .select("severity")
                .whereRow("firing", "= 1")
                .groupBy(OutputSchema.SCOPE, OutputSchema.RULE)
                .lookingBack("7d");

        assertThat(query.text())
                .isEqualTo("SELECT \"scope\", \"rule\", \"severity\" FROM (SELECT last(\"firing\") AS \"firing\","
                        + " \"severity\" FROM \"park_alert\" WHERE time >= ${__from}ms - 7d AND time <= ${__to}ms"
                        + " GROUP BY \"scope\", \"rule\") WHERE \"firing\" = 1");
        assertThat(query.columns()).containsExactly("scope", "rule", "severity");
    }

    @Test
    void whatIsNotKnownIsNullInItsRow() {
        assertThat(Query.rows(OutputSchema.PARK_INDEX)
                        .select("staff_return_percent", "silent")
                        .text())
                .isEqualTo("SELECT \"staff_return_percent\" + 0 * sqrt(\"staff_return_d\" - 1)"
                        + " AS \"staff_return_percent\", \"silent\" FROM \"park_index\" WHERE $timeFilter"
                        + " ORDER BY time DESC");
    }

    @Test
    void whatIsNotKnownIsNotTheLastOfAnInterval() {
        assertThat(Query.trend(OutputSchema.PARK_INDEX, Query.Function.LAST, "resumption_index")
                        .text())
                .isEqualTo("SELECT last(\"resumption_index\") FROM \"park_index\""
                        + " WHERE \"resumption_index_known\" > 0 AND $timeFilter"
                        + " GROUP BY time($__interval) fill(null)");
    }

    @Test
    void daysBeginInTheChosenZone() {
        assertThat(Query.days(OutputSchema.ENTERPRISE_DAY, Query.Function.SUM, "at_work")
                        .text())
                .isEqualTo("SELECT sum(\"at_work\") FROM \"enterprise_day\" WHERE $timeFilter"
                        + " GROUP BY time(1d) fill(null) tz('${zone:raw}')");
    }

    @Test
    void aDayThatWasNotWrittenIsNoDayWithoutEnterprises() {
        assertThat(Query.days(OutputSchema.ENTERPRISE_DAY, Query.Function.COUNT, "at_work")
                        .text())
                .contains("fill(none)");
    }

    @Test
    void groupsOfTotalsBecomeColumns() {
        assertThat(Query.total(JobMetric.DEAD_LETTERS.measurement(), Query.Function.SUM, JobMetric.VALUE)
                        .groupBy("stream", "reason")
                        .text())
                .isEqualTo("SELECT \"stream\", \"reason\", \"total\" FROM (SELECT sum(\"value\") AS \"total\" FROM"
                        + " \"flink_taskmanager_job_task_operator_parkpulse_stream_reason_deadLetters\""
                        + " WHERE $timeFilter GROUP BY \"stream\", \"reason\")");
    }

    @Test
    void whatTheSchemaDoesNotHaveCannotBeAskedFor() {
        Query query = Query.rows(OutputSchema.PARK_INDEX);

        assertThatThrownBy(() -> query.select("noise"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("park_index has no field noise");
        assertThatThrownBy(() -> query.groupBy("silent")).hasMessage("park_index has no tag silent");
        assertThatThrownBy(() -> query.where("noise", Variable.RUN)).hasMessage("park_index has no tag noise");
        assertThatThrownBy(() -> query.whereField("scope", "> 0")).hasMessage("park_index has no field scope");
        assertThatThrownBy(() -> Query.trend(OutputSchema.PARK_INDEX, Query.Function.LAST, "noise"))
                .hasMessage("park_index has no field noise");
    }
}
