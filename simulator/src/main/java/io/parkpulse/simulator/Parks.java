package io.parkpulse.simulator;

import io.parkpulse.model.Names;
import io.parkpulse.model.Park;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Parks that are described one by one. */
final class Parks implements Scenario {

    private final SimulatedDays days;
    private final List<ParkFile> files;
    private final List<ParkPlan> plans;

    /** @throws IllegalArgumentException if no enterprises like those described have the figures that are asked for */
    Parks(SimulatedDays days, List<ParkFile> files, Noise noise) {
        this.days = days;
        this.files = List.copyOf(files);
        this.plans = files.stream().map(file -> plan(file, days, noise)).toList();
        Set<String> parks = new HashSet<>();
        Set<String> enterprises = new HashSet<>();
        for (int i = 0; i < files.size(); i++) {
            boolean alone =
                    parks.add(files.get(i).park().id()) && plans.get(i).ids().allMatch(enterprises::add);
            if (!alone) {
                throw new IllegalArgumentException(
                        files.get(i).file() + ": expected an id, and ids, that no other park of the scenario has");
            }
        }
    }

    private static ParkPlan plan(ParkFile file, SimulatedDays days, Noise noise) {
        try {
            return new ParkPlan(file, days, noise);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file.file() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public SimulatedDays days() {
        return days;
    }

    @Override
    public List<Park> parks() {
        return files.stream().map(ParkFile::park).toList();
    }

    @Override
    public boolean namesByLanguage() {
        return files.stream().anyMatch(ParkFile::namesByLanguage);
    }

    @Override
    public SortedMap<String, Names> grids() {
        SortedMap<String, Names> grids = new TreeMap<>();
        for (int i = 0; i < files.size(); i++) {
            GridNames names = files.get(i).grids();
            plans.get(i).grids().forEach(path -> names.of(path).forEach(grids::putIfAbsent));
        }
        return grids;
    }

    @Override
    public void premises(Consumer<Premises> consumer) {
        plans.forEach(plan -> plan.premises().forEach(consumer));
    }
}
