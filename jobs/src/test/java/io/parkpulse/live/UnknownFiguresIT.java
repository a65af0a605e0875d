package io.parkpulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.alerts.Alert;
import io.parkpulse.alerts.Severity;
import io.parkpulse.catalogue.OutputSchema;
import io.parkpulse.connectors.Program;
import io.parkpulse.connectors.Wants;
import io.parkpulse.connectors.influxdb.InfluxServer;
import io.parkpulse.enterprise.EnterpriseDay;
import io.parkpulse.index.Measure;
import io.parkpulse.index.Methods;
import io.parkpulse.index.Sum;
import io.parkpulse.live.BoardQuestions.Question;
import io.parkpulse.model.Method;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A figure that was known and is so no longer, in a real InfluxDB, which keeps what a later point leaves out. */
@Wants(Program.INFLUXD)
class UnknownFiguresIT {
    private static final String RUN = "live";
    private static final String ZONE = "Asia/Shanghai";
    private static final Method METHOD = Methods.builtIn().get("binhai-2020");

    private static final Instant NOW = Instant.parse("2020-03-17T01:30:00Z");
    private static final Instant BEGIN = NOW.minus(Duration.ofDays(3));
    private static final Instant END = Instant.parse("2020-03-17T01:00:00Z");
    private static final Instant DAY = Instant.parse("2020-03-15T16:00:00Z");
    private static final long EPOCH_DAY = 18_337; // 2020-03-16

    private static final List<String> SCOPES = List.of(
            "all",
            "all/tier:above-scale",
            "all/industry:food",
            "all/site:own-site",
            "all/priority:top-100",
            "all/class:1",
            "all/batch:1",
            "region:tianjin",
            "region:tianjin/tier:above-scale",
            "region:tianjin/industry:food",
            "region:tianjin/site:own-site",
            "region:tianjin/priority:top-100",
            "region:tianjin/class:1",
            "region:tianjin/batch:1",
            "park:P1",
            "park:P1/tier:above-scale",
            "park:P1/industry:food",
            "park:P1/site:own-site",
            "park:P1/priority:top-100",
            "park:P1/grid:g1");

    /** The fields of figures that may be unknown, where a board shows them. */
    private static final Set<String> FIGURES = new TreeSet<>(Set.of("used_wh", "capacity_wh", "n", "d"));

    static {
        for (Measure measure : Measure.values()) {
            if (measure.kind() == Measure.Kind.RATE) {
                FIGURES.add(OutputSchema.numerator(measure).name());
                FIGURES.add(OutputSchema.denominator(measure).name());
            }
            if (!measure.isCount()) {
                FIGURES.add(OutputSchema.value(measure).name());
            }
        }
    }

    private InfluxServer influx;

    @BeforeEach
    void start() throws Exception {
        influx = InfluxServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        if (influx != null) {
            influx.close();
        }
    }

    @Test
    void noBoardShowsAFigureThatIsKnownNoLonger() throws Exception {
        emit(true);
        Map<Question, Set<String>> shown = shown();
        Set<String> all = new TreeSet<>();
        shown.values().forEach(all::addAll);
        assertThat(all).as("figures that boards show").containsExactlyInAnyOrderElementsOf(FIGURES);

        emit(false);
        assertThat(shown().values()).as("figures that boards show").containsOnly(Set.of());
        for (Question question : shown.keySet()) {
            if (!question.query().contains("GROUP BY time(")) {
                assertThat(influx.query(question.query()))
                        .as("%s keeps the row", question.asker())
                        .isNotEmpty();
            }
        }

        emit(true);
        assertThat(shown()).as("known again").isEqualTo(shown);
    }

    /** The figures that the answer to each question has a value of; of questions that are about figures. */
    private Map<Question, Set<String>> shown() throws Exception {
        BoardQuestions questions = new BoardQuestions(influx::query, BEGIN, NOW);
        Map<Question, Set<String>> shown = new LinkedHashMap<>();
        for (var board : BoardQuestions.boards().values()) {
            for (Question question : questions.of(board)) {
                Map<String, String> asked = asked(question);
                if (asked.isEmpty()) {
                    continue;
                }
                Set<String> figures = shown.computeIfAbsent(question, key -> new TreeSet<>());
                for (Map<String, Object> row : influx.query(question.query())) {
                    asked.forEach((column, figure) -> {
                        if (row.get(column) != null) {
                            figures.add(figure);
                        }
                    });
                }
            }
        }
        return shown;
    }

    /** The figures that a question is about, by the column of the answer. */
    private static Map<String, String> asked(Question question) {
        Map<String, String> asked = new LinkedHashMap<>();
        for (String figure : FIGURES) {
            if (question.columns().contains(figure)) {
                asked.put(figure, figure);
            } else if (question.query().startsWith("SELECT last(\"" + figure + "\")")) {
                asked.put("last", figure);
            }
        }
        return asked;
    }

    /** Tells every figure of everything there is, or that none is known. */
    private void emit(boolean known) throws Exception {
        List<IndexPoint> indices = new ArrayList<>();
        List<DayPoint> days = new ArrayList<>();
        for (String scope : SCOPES) {
            String park = scope.startsWith("park:") ? "P1" : "";
            for (Duration before : List.of(Duration.ZERO, Duration.ofDays(1))) {
                indices.add(new IndexPoint(
                        0, scope, park, ZONE, METHOD, END.minus(before).toEpochMilli(), true, sums(known)));
            }
            days.add(new DayPoint(0, scope, park, ZONE, METHOD, EPOCH_DAY, DAY.toEpochMilli(), 1, sums(known)));
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
        InfluxSinks sinks = new InfluxSinks(
                new InfluxSinks.Target(influx.url(), InfluxServer.ORGANISATION, InfluxServer.BUCKET, influx.secret()),
                RUN);
        sinks.indices(env.fromData(TypeInformation.of(IndexPoint.class), indices.toArray(IndexPoint[]::new)));
        sinks.days(env.fromData(TypeInformation.of(DayPoint.class), days.toArray(DayPoint[]::new)));
        sinks.enterprises(env.fromData(TypeInformation.of(EnterprisePoint.class), enterprise(known)));
        sinks.alerts(env.fromData(TypeInformation.of(Alert.class), alert(known)));
        env.execute();
    }

    private static long[] sums(boolean known) {
        long[] sums = new long[Sum.COUNT];
        sums[Sum.ENTERPRISES.ordinal()] = 1_000;
        sums[Sum.METERED.ordinal()] = 900;
        if (!known) {
            sums[Sum.UNKNOWN.ordinal()] = 1_000;
            return sums;
        }
        sums[Sum.MATCHED.ordinal()] = 800;
        sums[Sum.POWER_RESUMED.ordinal()] = 700;
        sums[Sum.OUTPUT_WH.ordinal()] = 60_000;
        sums[Sum.OUTPUT_BASELINE_WH.ordinal()] = 70_000;
        sums[Sum.AT_WORK.ordinal()] = 600;
        sums[Sum.STAFF_HEARD.ordinal()] = 1;
        sums[Sum.RETURNED.ordinal()] = 5_000;
        sums[Sum.STAFF_REGISTERED.ordinal()] = 8_000;
        sums[Sum.USED_WH.ordinal()] = 40_000;
        sums[Sum.CAPACITY_WH.ordinal()] = 90_000;
        sums[Sum.COVERED_MS.ordinal()] = 950;
        sums[Sum.METERED_MS.ordinal()] = 1_000;
        sums[Sum.UTILISATION_KNOWN.ordinal()] = 50;
        sums[Sum.AT_TARGET.ordinal()] = 20;
        sums[Sum.UTILISATION_MILLIONTHS.ordinal()] = 30_000_000;
        sums[Sum.UTILISED_MILLIONTHS.ordinal()] = 50_000_000;
        return sums;
    }

    private static EnterprisePoint enterprise(boolean known) {
        long window = Duration.ofDays(1).toMillis();
        long[] values = {window, 1, window / 2, 1_000, 2_000, 0, 0, 3, 10, 0, 0, known ? 3_000 : 0, known ? 4_000 : 0};
        EnterpriseDay day = new EnterpriseDay(EPOCH_DAY, 0, "P1", values);
        return new EnterprisePoint("E1", DAY.toEpochMilli(), day);
    }

    private static Alert alert(boolean known) {
        return new Alert(
                "lagging|park:P1|" + END,
                "lagging",
                "park:P1",
                "tianjin",
                Alert.Change.FIRED,
                Severity.WARNING,
                END.toEpochMilli(),
                END.toEpochMilli(),
                Measure.STAFF_RETURN.id(),
                known ? 5_000L : null,
                known ? 8_000L : null,
                known ? "62.5%" : "—",
                90,
                known ? 950 : 0,
                known ? 1_000 : 0,
                known ? "95.0%" : "—",
                METHOD.id(),
                new Alert.Text("中", "en", "日", "한"));
    }
}
