package io.parkpulse.live;

import io.parkpulse.alerts.Declaration;
import io.parkpulse.alerts.Declarers;
import io.parkpulse.pipeline.RosterFollower;
import io.parkpulse.roster.Roster;
import org.apache.flink.util.Collector;

/** Decodes declarations; what is none, or of nobody that the registry knows, is refused. */
final class DeclarationFunction extends RosterFollower<DeclarationRecord, AlertContext> {
    private static final long serialVersionUID = 1L;

    private static final String STREAM = "declarations";

    /** By the roster that holds; null before the first was asked for. */
    private transient Declarers declarers;

    DeclarationFunction(Roster roster) {
        super(roster);
    }

    @Override
    public void processElement(DeclarationRecord record, ReadOnlyContext context, Collector<AlertContext> out)
            throws Exception {
        if (declarers == null) {
            declarers = new Declarers(roster());
        }
        try {
            out.collect(AlertContext.of(declarers.read(record.value())));
        } catch (Declaration.MalformedException e) {
            context.output(RefusedRow.OUTPUT, new RefusedRow(STREAM, record.source(), e.getMessage()));
        }
    }

    @Override
    protected void rosterChanged(Roster next) {
        declarers = new Declarers(next);
    }
}
