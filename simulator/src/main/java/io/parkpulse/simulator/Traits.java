package io.parkpulse.simulator;

import io.parkpulse.files.checked.YamlMap;
import io.parkpulse.model.Evidence;
import io.parkpulse.model.MeterKind;
import io.parkpulse.model.Process;
import io.parkpulse.model.StaffSource;
import java.util.Map;
import java.util.TreeMap;

/** What a number of enterprises of a park have in common; null for what follows from industry, site and size. */
final class Traits {

    private static final Map<String, Integer> EVERY = new TreeMap<>(Map.of("PT15M", 1, "PT30M", 2, "PT1H", 4));

    /** Far more than a works draws, and no more than there is a meter for. */
    private static final long MOST_WH = 50_000_000_000L;

    private static final Choice.Form<String> WORD = new Choice.Form<>("a text", text -> text);
    private static final Choice.Form<Integer> METERS =
            new Choice.Form<>("a whole number from 0 to 9", text -> text.matches("\\d") ? Integer.valueOf(text) : null);

    final int count;
    final Choice.Kinds kinds;
    final Choice<String> tiers;
    final Choice<String> priority;
    final Choice<GridPath> grid;

    /** How many each has; null as its size says. */
    final Choice<Integer> meters;

    final String id;
    final String name;
    final Long persons;
    final Long baselineWh;
    final Long standbyWh;
    final Long capacityWh;
    final Process process;
    final Shifts shifts;
    final StaffSource staffSource;
    final Evidence evidence;
    final MeterKind meterKind;
    final int everyQuarters;
    final String unit;

    /** Of meters that see the same power all day, at work or not. */
    final LoadCurve load;

    final boolean notReadOnLastDay;
    final int tenantsOfAMeter;

    /** The energy of each day, and how many return; they work on all days if they do on the last one. */
    final Trend energyWh;

    final Trend returned;
    final int onlineOnLastDay;
    final int onlineBefore;

    /** Mean utilisation of their capacity, and how far one lies from it at most, in percent; null where it is left open. */
    final Integer utilisation;

    final int utilisationSpread;

    /**
     * Something of each day.
     *
     * @param lastDay what it is on the last one
     * @param eachDayBefore how much more on each day before it
     */
    record Trend(long lastDay, long eachDayBefore) {
        long at(int daysBefore) {
            return lastDay + eachDayBefore * daysBefore;
        }

        private static Trend read(YamlMap map, String key, long most) {
            if (!map.isMap(key)) {
                return map.has(key) ? new Trend(map.whole(key, 0L, most), 0) : null;
            }
            YamlMap trend = map.map(key);
            return new Trend(trend.whole("last_day", 0L, most), trend.whole("each_day_before", -most, most));
        }
    }

    /** @param map may have other keys, too */
    Traits(YamlMap map) {
        Industries standard = Industries.STANDARD;
        count = map.whole("count", 1, ParkFile.MOST_ENTERPRISES);
        kinds = new Choice.Kinds(
                Choice.read(map, "industry", Choice.Form.of(standard.industries()), null, Choice.By.SITE_KIND),
                Choice.read(map, "site_kind", Choice.Form.of(standard.siteKinds()), null, Choice.By.INDUSTRY),
                Choice.read(map, "size", Choice.Form.of(standard.sizes()), null));
        tiers = Choice.read(map, "tiers", WORD, "", Choice.By.values());
        priority = Choice.read(map, "priority", WORD, "", Choice.By.values());
        grid = Choice.read(map, "grid", GridPath.FORM, new GridPath(""), Choice.By.values());
        meters = map.has("meters") ? Choice.read(map, "meters", METERS, null, Choice.By.values()) : null;
        id = map.text("id", null);
        name = map.text("name", null);
        persons = map.wholeOrNull("persons", 1, ParkFile.MOST_PERSONS);
        baselineWh = map.wholeOrNull("baseline_wh", 0, MOST_WH);
        standbyWh = map.wholeOrNull("standby_wh", 0, MOST_WH);
        capacityWh = map.wholeOrNull("capacity_wh", 0, MOST_WH);
        process = map.word("process", Industries.words(Process.values()), null);
        shifts = map.word("shifts", standard.shifts(), null);
        staffSource = map.word("staff_source", Industries.words(StaffSource.values()), null);
        evidence = map.word("evidence", Industries.words(Evidence.values()), null);
        meterKind = map.word("meter_kind", Industries.words(MeterKind.values()), null);
        everyQuarters = map.word("read_every", EVERY, 1);
        unit = map.word("unit", Map.of("kWh", "kWh"), "");
        load = map.word("load", Map.of("constant", LoadCurve.constant()), null);
        notReadOnLastDay = map.flag("not_read_on_last_day");
        tenantsOfAMeter = map.whole("tenants_of_a_meter", 2, 100, 1);
        energyWh = Trend.read(map, "energy_wh", MOST_WH);
        returned = Trend.read(map, "returned", ParkFile.MOST_PERSONS);
        YamlMap online = map.map("online_percent");
        onlineOnLastDay = online.whole("last_day", 0, 100, 0);
        onlineBefore = online.whole("before", 0, 100, 0);
        YamlMap use = map.map("utilisation_percent");
        utilisation = map.has("utilisation_percent") ? (Integer) use.whole("mean", 0, 100) : null;
        utilisationSpread = use.whole("spread", 0, 100, 0);
        if (count % tenantsOfAMeter != 0) {
            map.problem("tenants_of_a_meter", "a number by which count " + count + " can be divided");
        }
        if (goesBy(map, "industry", "by_site_kind") && goesBy(map, "site_kind", "by_industry")) {
            map.problem("site_kind", "what does not go by industry, as industry goes by site_kind");
        }
    }

    private static boolean goesBy(YamlMap map, String key, String other) {
        return map.isMap(key) && map.map(key).has(other);
    }
}
