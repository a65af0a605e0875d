package io.parkpulse.live;

import io.parkpulse.alerts.Rules;
import io.parkpulse.connectors.clock.ClockSource;
import io.parkpulse.enterprise.EnterpriseDay;
import io.parkpulse.enterprise.RecordTally;
import io.parkpulse.enterprise.ScopeChange;
import io.parkpulse.enterprise.WindowSchedule;
import io.parkpulse.files.Scratch;
import io.parkpulse.kafka.KafkaSettings;
import io.parkpulse.model.DeadLetter;
import io.parkpulse.model.Observation;
import io.parkpulse.model.Registry;
import io.parkpulse.model.Stream;
import io.parkpulse.pipeline.BroadcastMemoryOperator;
import io.parkpulse.pipeline.CurrentRoster;
import io.parkpulse.pipeline.IndexWorkflow;
import io.parkpulse.pipeline.RosterUpdate;
import io.parkpulse.roster.Roster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/**
 * The index job as a live system: the workflow of a replay between streams without end and sinks that overwrite.
 *
 * <pre>
 * registry ──► registry rows ──► rosters, to every operator below
 *
 * records, clock ──► decode ──┐
 *                             ├──► IndexWorkflow ─┬─ scope changes ───► figures ──► indices, days
 * roll call of groups ────────┘                   ├─ enterprise days ─► names ────► enterprises
 *                                                 ├─ dead letters ────────────────► deadLetters
 *                                                 └─ accounts ────────────────────► accounts
 *
 * final windows of figures ──────────┐
 * accounts, rosters ─────────────────┼──► alerts ──► alerts
 * declarations ──► decode them ──────┘
 *
 * rows and declarations that are not applied ──► refused
 * </pre>
 */
public final class LiveJob {
    private LiveJob() {}

    /** A job that only has to be waited for. */
    @FunctionalInterface
    interface Begun extends AutoCloseable {
        /** Waits until it ends. */
        void await() throws Exception;

        @Override
        default void close() throws IOException {}
    }

    /**
     * Begins the job between Kafka and a store, on the cluster this is called on, or in this process. Whoever waits for it is
     * not to hold the registry meanwhile: another one may follow, and two take twice the memory.
     *
     * @param sources of live streams, and of the registry where it changes
     * @param registry complete
     * @param rules of alerts
     */
    static Begun begin(LiveConfig config, KafkaSettings kafka, KafkaSources sources, Registry registry, Rules rules)
            throws Exception {
        List<LiveSinks> sinks = new ArrayList<>();
        sinks.add(new KafkaSinks(kafka));
        if (config.influx() != null) {
            sinks.add(new InfluxSinks(config.influx(), config.run()));
        }
        if (config.alertmanager() != null) {
            sinks.add(new AlertmanagerSinks(config.alertmanager(), new AlertNotices(config.run(), config.wall())));
        }
        String name = "ParkPulse " + config.run();
        Consumer<StreamExecutionEnvironment> definition =
                env -> define(env, Roster.of(registry), rules, config.settings(), sources, new AllSinks(sinks));
        if (!StreamExecutionEnvironment.areExplicitEnvironmentsAllowed()) { // A cluster runs this.
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
            env.configure(IndexWorkflow.configuration());
            definition.accept(env);
            return () -> env.execute(name);
        }
        return beginHere(name, config.checkpoints(), definition);
    }

    private static Begun beginHere(
            String name, LocalCheckpoints checkpoints, Consumer<StreamExecutionEnvironment> definition)
            throws Exception {
        Scratch scratch = Scratch.create("run-");
        try {
            Path directory = scratch.directory();
            Configuration state = checkpoints == null ? new Configuration() : checkpoints.flink(directory);
            LocalCluster cluster =
                    LocalCluster.start(directory, 0, Runtime.getRuntime().availableProcessors());
            try {
                CompletableFuture<Void> job = cluster.run(name, env -> {
                    env.configure(state);
                    definition.accept(env);
                });
                return new BegunHere(job, cluster, scratch);
            } catch (Throwable e) {
                cluster.close();
                throw e;
            }
        } catch (Throwable e) {
            scratch.close();
            throw e;
        }
    }

    /** A job of this process. */
    private record BegunHere(CompletableFuture<Void> job, LocalCluster cluster, Scratch scratch) implements Begun {
        @Override
        public void await() throws Exception {
            job.get();
        }

        @Override
        public void close() throws IOException {
            try (scratch) {
                cluster.close();
            }
        }
    }

    /**
     * Wires the job.
     *
     * @param roster of the registry that the job is started with
     * @param rules of alerts
     */
    public static void define(
            StreamExecutionEnvironment env,
            Roster roster,
            Rules rules,
            LiveSettings settings,
            LiveSources sources,
            LiveSinks sinks) {
        WindowSchedule schedule = WindowSchedule.live(settings.stepMillis(), settings.start());
        SingleOutputStreamOperator<RosterUpdate> rosters = rosters(env, roster, sources);
        SingleOutputStreamOperator<AlertContext> declarations = sources.declarations(env)
                .connect(rosters.broadcast(CurrentRoster.STATE))
                .process(new DeclarationFunction(roster))
                .name("decode declarations")
                .uid("decode-declarations")
                .setParallelism(1);
        sinks.refused(rosters.getSideOutput(RefusedRow.OUTPUT).union(declarations.getSideOutput(RefusedRow.OUTPUT)));
        IndexWorkflow.defineWorkflow(
                env,
                roster,
                schedule,
                new Inputs(roster, rosters, settings, sources),
                new Outputs(roster, rosters, declarations, rules, settings, schedule, sources.mapping(), sinks));
    }

    /** How the registry changes while the job runs. */
    private static SingleOutputStreamOperator<RosterUpdate> rosters(
            StreamExecutionEnvironment env, Roster roster, LiveSources sources) {
        return sources.registry(env)
                .keyBy(row -> 0)
                .process(new RegistryFunction(roster))
                .name("registry rows")
                .uid("registry-rows")
                .setParallelism(1);
    }

    /** Event time by the clock. */
    static <T> WatermarkStrategy<T> clockTime(LiveSettings settings) {
        return ClockSource.watermarks(settings.time(), settings.lag());
    }

    private record Inputs(
            Roster roster, SingleOutputStreamOperator<RosterUpdate> rosters, LiveSettings settings, LiveSources sources)
            implements IndexWorkflow.Sources {
        @Override
        public SingleOutputStreamOperator<Observation> observations(StreamExecutionEnvironment env) {
            DataStream<RawRecord> all = env.fromSource(new ClockSource<RawRecord>(), clockTime(settings), "clock")
                    .returns(RawRecord.class)
                    .uid("clock")
                    .setParallelism(1);
            for (Stream stream : Stream.values()) {
                all = all.union(sources.records(env, stream));
            }
            for (MappedTopic topic : sources.mapping().topics()) {
                all = all.union(sources.values(env, topic, roster));
            }
            return all.connect(rosters.broadcast(CurrentRoster.STATE))
                    .process(new LiveDecodeFunction(roster, sources.mapping()), IndexWorkflow.OBSERVATIONS)
                    .name("decode and validate")
                    .uid("decode");
        }

        @Override
        public IndexWorkflow.RosterChanges rosterChanges(StreamExecutionEnvironment env) {
            long groups = roster.groupCount();
            DataStream<Long> count = env.fromSource(new ClockSource<>(groups), clockTime(settings), "roll call")
                    .returns(Types.LONG)
                    .uid("roll-call")
                    .setParallelism(1);
            return new IndexWorkflow.RosterChanges(
                    rosters,
                    IndexWorkflow.RosterChanges.rollCalls(count)
                            .union(rosters.getSideOutput(RegistryFunction.ROLL_CALLS)));
        }
    }

    private static final class Outputs implements IndexWorkflow.Sinks {
        private final Roster roster;
        private final DataStream<RosterUpdate> rosters;
        private final DataStream<AlertContext> declarations;
        private final Rules rules;
        private final LiveSettings settings;
        private final WindowSchedule schedule;
        private final LiveMapping mapping;
        private final LiveSinks sinks;
        private DataStream<FinalWindow> finalWindows;

        Outputs(
                Roster roster,
                DataStream<RosterUpdate> rosters,
                DataStream<AlertContext> declarations,
                Rules rules,
                LiveSettings settings,
                WindowSchedule schedule,
                LiveMapping mapping,
                LiveSinks sinks) {
            this.roster = roster;
            this.rosters = rosters;
            this.declarations = declarations;
            this.rules = rules;
            this.settings = settings;
            this.schedule = schedule;
            this.mapping = mapping;
            this.sinks = sinks;
        }

        @Override
        public void scopeChanges(DataStream<ScopeChange> scopeChanges) {
            SingleOutputStreamOperator<IndexPoint> figures = scopeChanges
                    .flatMap((ScopeChange change, Collector<ScopeChange> out) ->
                            change.each().forEach(out::collect))
                    .returns(scopeChanges.getType())
                    .name("scopes above")
                    .uid("scopes-above")
                    .keyBy(ScopeChange::scope)
                    .connect(rosters.broadcast())
                    .transform(
                            "figures",
                            TypeInformation.of(IndexPoint.class),
                            new BroadcastMemoryOperator<>(new FigureFunction(roster, schedule, settings.clock())))
                    .uid("figures");
            sinks.indices(figures);
            sinks.days(figures.getSideOutput(FigureFunction.DAYS));
            finalWindows = figures.getSideOutput(FigureFunction.FINAL_WINDOWS);
        }

        @Override
        public void enterpriseDays(DataStream<EnterpriseDay> days) {
            sinks.enterprises(days.connect(rosters.broadcast(CurrentRoster.STATE))
                    .process(new EnterpriseNames(roster))
                    .name("names of enterprises")
                    .uid("names-of-enterprises"));
        }

        @Override
        public void deadLetters(DataStream<DeadLetter> letters) {
            sinks.deadLetters(letters, mapping);
        }

        @Override
        public void accounts(DataStream<RecordTally> accounts) {
            sinks.accounts(accounts);
            DataStream<AlertContext> circumstances = accounts.map(AlertContext::of)
                    .name("accounts for alerts")
                    .uid("accounts-for-alerts")
                    .union(rosters.map(AlertContext::of)
                            .name("registry for alerts")
                            .uid("registry-for-alerts"))
                    .union(declarations);
            sinks.alerts(finalWindows
                    .keyBy(window -> 0)
                    .connect(circumstances.keyBy(circumstance -> 0))
                    .process(new AlertFunction(rules, roster, schedule))
                    .name("alerts")
                    .uid("alerts")
                    .setParallelism(1));
        }
    }
}
