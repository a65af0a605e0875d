package io.parkpulse.live;

import io.parkpulse.alerts.Declaration;
import io.parkpulse.pipeline.CurrentRoster;
import io.parkpulse.pipeline.RosterUpdate;
import io.parkpulse.roster.Roster;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** Decodes declarations; what is none, or of nobody that the registry knows, is refused. */
final class DeclarationFunction extends BroadcastProcessFunction<DeclarationRecord, RosterUpdate, AlertContext> {
    private static final long serialVersionUID = 1L;

    private static final String STREAM = "declarations";

    private final CurrentRoster roster;
    /** Parks and enterprises of the roster that holds; null before the first was asked for. */
    private transient Set<String> parks;

    private transient Set<String> enterprises;

    DeclarationFunction(Roster roster) {
        this.roster = new CurrentRoster(roster);
    }

    @Override
    public void processElement(DeclarationRecord record, ReadOnlyContext context, Collector<AlertContext> out)
            throws Exception {
        if (parks == null) {
            know(roster.get(context.getBroadcastState(CurrentRoster.STATE)));
        }
        try {
            Declaration declaration = Declaration.read(record.value());
            if ((declaration.ofPark() ? parks : enterprises).contains(declaration.subject())) {
                out.collect(AlertContext.of(declaration));
            } else {
                refuse(
                        record,
                        (declaration.ofPark() ? "park" : "enterprise") + ": \"" + declaration.subject()
                                + "\", expected an id of the registry",
                        context);
            }
        } catch (Declaration.MalformedException e) {
            refuse(record, e.getMessage(), context);
        }
    }

    private static void refuse(DeclarationRecord record, String detail, ReadOnlyContext context) {
        context.output(RefusedRow.OUTPUT, new RefusedRow(STREAM, record.source(), detail));
    }

    @Override
    public void processBroadcastElement(RosterUpdate update, Context context, Collector<AlertContext> out)
            throws Exception {
        know(roster.updateRegistry(update, context.getBroadcastState(CurrentRoster.STATE)));
    }

    private void know(Roster current) {
        parks = current.registry().parks().stream().map(park -> park.id()).collect(Collectors.toSet());
        enterprises =
                current.registry().enterprises().stream().map(row -> row.id()).collect(Collectors.toSet());
    }
}
