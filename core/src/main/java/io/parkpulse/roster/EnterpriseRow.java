package io.parkpulse.roster;

import io.parkpulse.index.EnterpriseWindow;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.EnterpriseTerms;
import io.parkpulse.model.Evidence;
import io.parkpulse.model.Names;
import io.parkpulse.model.Process;
import io.parkpulse.model.StaffSource;
import io.parkpulse.model.Turn;
import java.util.Iterator;
import java.util.List;

/**
 * A row of the registry's enterprises with what follows from it. What it has in common with others is kept once: there may be
 * a million of them.
 */
public sealed class EnterpriseRow implements EnterpriseTerms, EnterpriseRows {
    private final Form form;
    private final int number;
    private final String name;
    private final long staffRegistered;
    private final long staffRequired;
    private final long baselineWh;
    private final long standbyWh;
    private final long capacityWh;

    /**
     * What rows have in common that differ in their ids, names and numbers alone.
     *
     * @param enterprise one without those
     * @param criteria its park's method
     * @param scopes numbers of the scopes inside its park that it counts in
     * @param turn when the gates of its park begin anew
     * @param ids of all enterprises, by number
     */
    record Form(Enterprise enterprise, EnterpriseWindow.Criteria criteria, int[] scopes, Turn turn, IdIndex ids) {}

    /** One that is called something else in other languages, as few are. */
    private static final class WithNames extends EnterpriseRow {
        private final Names names;

        private WithNames(Form form, int number, Enterprise row) {
            super(form, number, row);
            this.names = row.names();
        }

        @Override
        Names names() {
            return names;
        }
    }

    private EnterpriseRow(Form form, int number, Enterprise row) {
        this.form = form;
        this.number = number;
        this.name = row.name();
        this.staffRegistered = row.staffRegistered();
        this.staffRequired = row.staffRequired();
        this.baselineWh = row.baselineWh();
        this.standbyWh = row.standbyWh();
        this.capacityWh = row.capacityWh();
    }

    /** A row of the registry, of an enterprise with that number. */
    static EnterpriseRow of(Form form, int number, Enterprise row) {
        return row.names().isEmpty() ? new EnterpriseRow(form, number, row) : new WithNames(form, number, row);
    }

    /** What it is called in other languages. */
    Names names() {
        return Names.NONE;
    }

    /** What {@link Form} has of a row. */
    static Enterprise inCommon(Enterprise row) {
        return new Enterprise(
                "",
                row.park(),
                "",
                row.tiers(),
                row.industry(),
                row.siteKind(),
                row.grid(),
                row.priority(),
                0,
                0,
                row.staffSource(),
                row.evidence(),
                0,
                0,
                0,
                row.process(),
                row.validFrom(),
                row.validTo());
    }

    /** The row as the registry has it, made anew. */
    public final Enterprise enterprise() {
        Enterprise common = form.enterprise;
        return new Enterprise(
                form.ids.id(number),
                common.park(),
                name,
                names(),
                common.tiers(),
                common.industry(),
                common.siteKind(),
                common.grid(),
                common.priority(),
                staffRegistered,
                staffRequired,
                common.staffSource(),
                common.evidence(),
                baselineWh,
                standbyWh,
                capacityWh,
                common.process(),
                common.validFrom(),
                common.validTo());
    }

    /** Of its enterprise, which has no other one. */
    @Override
    public final int size() {
        return 1;
    }

    @Override
    public final EnterpriseRow get(int row) {
        return this;
    }

    @Override
    public final Iterator<EnterpriseRow> iterator() {
        return List.<EnterpriseRow>of(this).iterator();
    }

    /** The id of its park. */
    public final String park() {
        return form.enterprise.park();
    }

    /** Epoch milliseconds, inclusive; {@link Long#MIN_VALUE} for always. */
    public final long validFrom() {
        return form.enterprise.validFrom();
    }

    /** Epoch milliseconds, exclusive; {@link Long#MAX_VALUE} for always. */
    public final long validTo() {
        return form.enterprise.validTo();
    }

    /** Whether this row says where the enterprise is at that instant. */
    public final boolean validAt(long instant) {
        return form.enterprise.validAt(instant);
    }

    /** Whether it never begins and never ends. */
    public final boolean holdsAlways() {
        return form.enterprise.holdsAlways();
    }

    /** Its park's method. */
    public final EnterpriseWindow.Criteria criteria() {
        return form.criteria;
    }

    /** Numbers of the scopes inside its park that it counts in; the {@link Roster#chain} of each says in what else. Not to be changed. */
    public final int[] scopes() {
        return form.scopes;
    }

    /** When the gates of its park begin anew. */
    public final Turn turn() {
        return form.turn;
    }

    @Override
    public final long staffRegistered() {
        return staffRegistered;
    }

    @Override
    public final long staffRequired() {
        return staffRequired;
    }

    @Override
    public final StaffSource staffSource() {
        return form.enterprise.staffSource();
    }

    @Override
    public final Evidence evidence(boolean metered) {
        return form.enterprise.evidence(metered);
    }

    @Override
    public final long baselineWh() {
        return baselineWh;
    }

    @Override
    public final long standbyWh() {
        return standbyWh;
    }

    @Override
    public final long capacityWh() {
        return capacityWh;
    }

    @Override
    public final Process process() {
        return form.enterprise.process();
    }
}
