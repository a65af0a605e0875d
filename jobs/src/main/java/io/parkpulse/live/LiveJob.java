package io.parkpulse.live;

import io.parkpulse.alerts.Rules;
import io.parkpulse.connectors.clock.ClockSource;
import io.parkpulse.enterprise.Account;
import io.parkpulse.enterprise.Agenda;
import io.parkpulse.enterprise.EnterpriseDay;
import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Registry;
import io.parkpulse.model.Stream;
import io.parkpulse.pipeline.IndexWorkflow;
import io.parkpulse.roster.Roster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The index job as a live system: the workflow of a replay between streams without end and sinks that overwrite. */
public final class LiveJob {
    /** How long the sources have to begin to read before the clock goes on without them. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private LiveJob() {}

    /** What the job needs wherever it runs. */
    public static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        return configuration;
    }

    /**
     * Runs the job between Kafka and a store, on the cluster this is called on, or in this process.
     *
     * @param registry complete
     * @param rules of alerts
     */
    public static void run(LiveConfig config, KafkaSettings kafka, Registry registry, Rules rules) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.configure(configuration());
        List<LiveSinks> sinks = new ArrayList<>();
        sinks.add(new KafkaSinks(kafka));
        if (config.influx() != null) {
            sinks.add(new InfluxSinks(config.influx(), config.run()));
        }
        if (config.alertmanager() != null) {
            sinks.add(new AlertmanagerSinks(
                    config.alertmanager(), new AlertNotices(registry, config.run(), config.wall())));
        }
        LiveSettings settings = config.settings();
        define(
                env,
                Roster.of(registry),
                rules,
                settings,
                new KafkaSources(kafka, config.group(), settings),
                new AllSinks(sinks));
        env.execute("ParkPulse " + config.run());
    }

    /**
     * Wires the job.
     *
     * @param rules of alerts
     */
    public static void define(
            StreamExecutionEnvironment env,
            Roster roster,
            Rules rules,
            LiveSettings settings,
            LiveSources sources,
            LiveSinks sinks) {
        Agenda agenda = Agenda.live(settings.stepMillis(), settings.start());
        IndexWorkflow.defineWorkflow(
                env,
                roster,
                agenda,
                in -> observations(in, roster, settings, sources),
                new Outputs(roster, rules, agenda, sinks));
    }

    private static SingleOutputStreamOperator<Observation> observations(
            StreamExecutionEnvironment env, Roster roster, LiveSettings settings, LiveSources sources) {
        DataStream<Envelope> clock = env.fromSource(
                        new ClockSource<Envelope>(),
                        ClockSource.watermarks(settings.clock(), settings.lag(), GRACE),
                        "clock")
                .returns(Envelope.class)
                .uid("clock")
                .setParallelism(1);
        DataStream<Envelope> all = clock;
        for (Stream stream : Stream.values()) {
            all = all.union(sources.records(env, stream));
        }
        return all.process(new LiveDecodeFunction(roster), IndexWorkflow.OBSERVATIONS)
                .name("decode and validate")
                .uid("decode");
    }

    private static final class Outputs implements IndexWorkflow.Sinks {
        private final Roster roster;
        private final Rules rules;
        private final Agenda agenda;
        private final LiveSinks sinks;
        private DataStream<FinalWindow> finalWindows;

        Outputs(Roster roster, Rules rules, Agenda agenda, LiveSinks sinks) {
            this.roster = roster;
            this.rules = rules;
            this.agenda = agenda;
            this.sinks = sinks;
        }

        @Override
        public void scopeChanges(DataStream<ScopeChange> changes) {
            SingleOutputStreamOperator<IndexPoint> figures = changes.keyBy(ScopeChange::scope)
                    .process(new FigureFunction(roster, agenda))
                    .name("figures")
                    .uid("figures");
            sinks.indices(figures);
            sinks.days(figures.getSideOutput(FigureFunction.DAYS));
            finalWindows = figures.getSideOutput(FigureFunction.FINAL_WINDOWS);
        }

        @Override
        public void enterpriseDays(DataStream<EnterpriseDay> days) {
            sinks.enterprises(days.map(new EnterpriseNames(roster))
                    .name("names of enterprises")
                    .uid("names-of-enterprises"));
        }

        @Override
        public void deadLetters(DataStream<DeadLetter> letters) {
            sinks.deadLetters(letters);
        }

        @Override
        public void accounts(DataStream<Account> accounts) {
            sinks.accounts(accounts);
            sinks.alerts(finalWindows
                    .keyBy(window -> 0)
                    .connect(accounts.keyBy(account -> 0))
                    .process(new AlertFunction(rules, roster, agenda))
                    .name("alerts")
                    .uid("alerts")
                    .setParallelism(1));
        }
    }
}
