package io.parkpulse.roster;

import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Ids;
import io.parkpulse.model.Method;
import io.parkpulse.model.Park;
import io.parkpulse.model.Registry;
import io.parkpulse.roster.Roster.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The scopes that a registry makes, by number: those that have a row of an enterprise at any time, and those above parks. A
 * scope across parks has the method of the parks with a row in it if that is one, else the default one.
 */
final class NumberedScopes {
    private final List<Scope> scopes;
    /** By scope; of one above parks, itself alone. */
    private final List<ScopeChain> chains = new ArrayList<>();

    /**
     * A scope inside a park.
     *
     * @param above names of the scopes above parks that it is a part of
     */
    private record InPark(Park park, Set<String> above) {}

    private NumberedScopes(List<Scope> scopes, Map<String, InPark> inParks) {
        this.scopes = scopes;
        Map<String, Integer> numbers = numbers();
        for (Scope scope : scopes) {
            InPark inPark = inParks.get(scope.name());
            Set<String> above = inPark == null ? Set.of() : inPark.above();
            chains.add(new ScopeChain(
                    chains.size(), above.stream().mapToInt(numbers::get).toArray()));
        }
    }

    /**
     * Numbers the scopes of a registry.
     *
     * @param parks those of the registry, by id
     * @param before names of scopes that have numbers already; one that is gone is nobody's
     */
    static NumberedScopes of(Registry registry, Map<String, Park> parks, List<String> before) {
        Map<String, InPark> inParks = inParks(registry, parks);
        Map<String, Set<String>> methodsAbove = new HashMap<>();
        for (Park park : registry.parks()) {
            for (String name : ScopeNames.above(park)) {
                methodsAbove.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(park.method());
            }
        }
        Map<String, Scope> scopes = new HashMap<>();
        inParks.forEach((name, inPark) -> {
            Park park = inPark.park();
            scopes.put(name, new Scope(name, park, registry.methods().get(park.method()), park.zone()));
            inPark.above().stream()
                    .filter(ScopeNames::isAcrossParks)
                    .forEach(across -> methodsAbove
                            .computeIfAbsent(across, key -> new LinkedHashSet<>())
                            .add(park.method()));
        });
        methodsAbove.forEach((name, methods) -> {
            String method = methods.size() == 1 ? methods.iterator().next() : Method.DEFAULT_ID;
            scopes.put(name, new Scope(name, null, registry.methods().get(method), Roster.COUNTRY_ZONE));
        });
        Method usual = registry.methods().get(Method.DEFAULT_ID);
        List<Scope> numbered = new ArrayList<>();
        for (String name : before) {
            Scope present = scopes.remove(name);
            numbered.add(present == null ? new Scope(name, null, usual, Roster.COUNTRY_ZONE) : present);
        }
        scopes.values().stream()
                // Those across parks behind the others, which had these numbers in states before there were any.
                .sorted(Comparator.comparing(Scope::isAcrossParks).thenComparing(Scope::name, Ids.BY_CODE_POINT))
                .forEach(numbered::add);
        return new NumberedScopes(List.copyOf(numbered), inParks);
    }

    private static Map<String, InPark> inParks(Registry registry, Map<String, Park> parks) {
        Map<String, InPark> inParks = new HashMap<>();
        for (Enterprise row : registry.enterprises()) {
            Park park = parks.get(row.park());
            for (String inside : ScopeNames.inside(row, park)) {
                inParks.computeIfAbsent(inside, name -> new InPark(park, ScopeNames.above(name, row, park)));
            }
        }
        return inParks;
    }

    /** All of them; the number of a scope is its place here. */
    List<Scope> all() {
        return scopes;
    }

    /** The numbers by name, made anew: a roster needs them only while it is made. */
    Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        for (Scope scope : scopes) {
            numbers.put(scope.name(), numbers.size());
        }
        return numbers;
    }

    /** The numbers of all in the order of their names. */
    int[] byName() {
        return IntStream.range(0, scopes.size())
                .boxed()
                .sorted(Comparator.comparing(scope -> scopes.get(scope).name(), Ids.BY_CODE_POINT))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** A scope inside a park with those above parks that it is a part of; one above parks alone. */
    ScopeChain chain(int scope) {
        return chains.get(scope);
    }
}
