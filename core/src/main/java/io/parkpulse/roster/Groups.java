package io.parkpulse.roster;

import io.parkpulse.model.Ids;
import io.parkpulse.model.Park;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which enterprises share a group. A group has up to {@link Roster#GROUP_SIZE} enterprises of one park and of one zone's
 * days. One that was numbered before keeps its number and everybody's place; new enterprises come behind, while there is room.
 */
final class Groups {
    private final List<int[]> members = new ArrayList<>();
    /** The park of each. */
    private final List<String> homes = new ArrayList<>();
    /** The zone of each one's days, as its number in {@link #zones}. */
    private final List<Integer> zoneOf = new ArrayList<>();

    private final List<ZoneId> zones;
    private final int[] groupOf;
    private final int[] placeOf;

    /**
     * Those there were, with what is new in the last one of its park while there is room, and further ones.
     *
     * @param before the groups, and how many enterprises had numbers
     * @param enterprises how many there are now
     * @param homeOf the park of a new enterprise, by its number
     */
    Groups(Collection<Park> parks, Numbering before, int enterprises, IntFunction<String> homeOf) {
        this.groupOf = new int[enterprises];
        this.placeOf = new int[enterprises];
        this.zones = Stream.concat(
                        parks.stream().map(Park::zone), before.zones().stream().map(ZoneId::of))
                .distinct()
                .sorted(Comparator.comparing(ZoneId::getId))
                .toList();
        for (int group = 0; group < before.groups().size(); group++) {
            ZoneId zone = ZoneId.of(before.zones().get(group));
            add(before.groups().get(group), before.homes().get(group), zones.indexOf(zone));
        }
        Map<String, List<Integer>> newByHome = new TreeMap<>(Ids.BY_CODE_POINT);
        for (int number = before.enterprises().size(); number < enterprises; number++) {
            newByHome
                    .computeIfAbsent(homeOf.apply(number), park -> new ArrayList<>())
                    .add(number);
        }
        Map<String, Park> parksById = new HashMap<>();
        parks.forEach(park -> parksById.put(park.id(), park));
        newByHome.forEach((home, numbers) -> add(numbers, parksById.get(home)));
    }

    private void add(List<Integer> newOfPark, Park park) {
        int zone = zones.indexOf(park.zone());
        int last = last(park.id(), zone);
        int room = last < 0 ? 0 : Math.max(0, Roster.GROUP_SIZE - members.get(last).length);
        List<Integer> fitting = newOfPark.subList(0, Math.min(room, newOfPark.size()));
        if (!fitting.isEmpty()) {
            members.set(
                    last,
                    IntStream.concat(Arrays.stream(members.get(last)), Arrays.stream(numbers(fitting)))
                            .toArray());
            place(last);
        }
        List<Integer> others = newOfPark.subList(fitting.size(), newOfPark.size());
        int count = (others.size() + Roster.GROUP_SIZE - 1) / Roster.GROUP_SIZE;
        for (int part = 0; part < count; part++) {
            int from = (int) ((long) others.size() * part / count);
            int to = (int) ((long) others.size() * (part + 1) / count);
            add(numbers(others.subList(from, to)), park.id(), zone);
        }
    }

    private static int[] numbers(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The last group of a park, by the days of a zone; -1 for none. */
    private int last(String park, int zone) {
        for (int group = homes.size() - 1; group >= 0; group--) {
            if (homes.get(group).equals(park) && zoneOf.get(group) == zone) {
                return group;
            }
        }
        return -1;
    }

    private void add(int[] group, String home, int zone) {
        members.add(group);
        homes.add(home);
        zoneOf.add(zone);
        place(members.size() - 1);
    }

    private void place(int number) {
        int[] group = members.get(number);
        for (int place = 0; place < group.length; place++) {
            groupOf[group[place]] = number;
            placeOf[group[place]] = place;
        }
    }

    int count() {
        return members.size();
    }

    /** The enterprises of a group, ascending. Not to be changed. */
    int[] members(int group) {
        return members.get(group);
    }

    /** The group of an enterprise. */
    int of(int enterprise) {
        return groupOf[enterprise];
    }

    /** The place of an enterprise in its group. */
    int placeOf(int enterprise) {
        return placeOf[enterprise];
    }

    /** The zones of the parks and of all groups, in the order of their ids. */
    List<ZoneId> zones() {
        return zones;
    }

    /** Number of the zone of a group's local days. */
    int zoneOf(int group) {
        return zoneOf.get(group);
    }

    /** The enterprises of each group, by its number. */
    List<int[]> all() {
        return members;
    }

    /** The park of each group. */
    List<String> homes() {
        return homes;
    }

    /** The zone of each group's days. */
    List<String> zoneIds() {
        return zoneOf.stream().map(zone -> zones.get(zone).getId()).toList();
    }
}
