package io.parkpulse.model;

import java.util.List;

/**
 * A row of {@code enterprises.csv}: an enterprise in one park for one span of time.
 *
 * <p>An enterprise that moves has several rows, whose validity does not overlap. The row that is valid at the instant
 * before a window's end counts the whole window.
 *
 * @param id the enterprise, not blank
 * @param park id of its park while this row is valid
 * @param name empty where the registry gives none
 * @param names by language, beside or in place of {@code name}
 * @param tiers overlapping classes such as {@code above-scale}, distinct, sorted
 * @param industry empty for none
 * @param siteKind {@code own-site}, {@code trade-logistics} or {@code office-building}; empty for none
 * @param grid path of up to five levels, widest first; empty for none
 * @param priority a tag; empty for none
 * @param staffRegistered persons on the books, at least 0
 * @param staffRequired persons needed to run at capacity, at least 0; as registered where the registry gives none
 * @param staffSource where its people are counted
 * @param evidence what shows that it is at work; null where that depends on whether it is metered, see {@link
 *     #evidence(boolean)}
 * @param baselineWh energy of a mean day, Wh; 0 for none
 * @param standbyWh E0, energy of a day of standing still, Wh
 * @param capacityWh Ecap, energy of a day at capacity, Wh; 0 for none
 * @param process the weights of its capacity utilisation
 * @param validFrom epoch milliseconds, inclusive; {@link Long#MIN_VALUE} for always
 * @param validTo epoch milliseconds, exclusive; {@link Long#MAX_VALUE} for always
 */
public record Enterprise(
        String id,
        String park,
        String name,
        Names names,
        List<String> tiers,
        String industry,
        String siteKind,
        String grid,
        String priority,
        long staffRegistered,
        long staffRequired,
        StaffSource staffSource,
        Evidence evidence,
        long baselineWh,
        long standbyWh,
        long capacityWh,
        Process process,
        long validFrom,
        long validTo)
        implements EnterpriseTerms {

    public Enterprise {
        tiers = List.copyOf(tiers);
    }

    /** One without names by language. */
    public Enterprise(
            String id,
            String park,
            String name,
            List<String> tiers,
            String industry,
            String siteKind,
            String grid,
            String priority,
            long staffRegistered,
            long staffRequired,
            StaffSource staffSource,
            Evidence evidence,
            long baselineWh,
            long standbyWh,
            long capacityWh,
            Process process,
            long validFrom,
            long validTo) {
        this(
                id,
                park,
                name,
                Names.NONE,
                tiers,
                industry,
                siteKind,
                grid,
                priority,
                staffRegistered,
                staffRequired,
                staffSource,
                evidence,
                baselineWh,
                standbyWh,
                capacityWh,
                process,
                validFrom,
                validTo);
    }

    /** Whether it never begins and never ends. */
    public boolean holdsAlways() {
        return validFrom == Long.MIN_VALUE && validTo == Long.MAX_VALUE;
    }

    /** This row with names by language. */
    public Enterprise named(Names byLanguage) {
        return with(byLanguage, validFrom, validTo);
    }

    /**
     * This row, valid for another time.
     *
     * @param from epoch milliseconds, inclusive; {@link Long#MIN_VALUE} for always
     * @param to epoch milliseconds, exclusive; {@link Long#MAX_VALUE} for always
     */
    public Enterprise during(long from, long to) {
        return with(names, from, to);
    }

    private Enterprise with(Names byLanguage, long from, long to) {
        return new Enterprise(
                id,
                park,
                name,
                byLanguage,
                tiers,
                industry,
                siteKind,
                grid,
                priority,
                staffRegistered,
                staffRequired,
                staffSource,
                evidence,
                baselineWh,
                standbyWh,
                capacityWh,
                process,
                from,
                to);
    }

    @Override
    public Evidence evidence(boolean metered) {
        return evidence != null ? evidence : metered ? Evidence.POWER : Evidence.PRESENCE;
    }

    /** Whether this row says where the enterprise is at that instant. */
    public boolean validAt(long instant) {
        return validFrom <= instant && instant < validTo;
    }
}
