package io.parkpulse.explain;

import io.parkpulse.baseline.BaselineSet;
import io.parkpulse.catalogue.Language;
import io.parkpulse.index.Bands;
import io.parkpulse.index.Measure;
import io.parkpulse.message.Message;
import io.parkpulse.model.Park;
import io.parkpulse.output.ReplayFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A scope and a window, taken apart into enterprises: each of its figures can be explained. */
public final class Breakdown {
    private final Population now;
    private final Population before;
    private final Park park;
    private final List<BaselineSet> baselines;

    /**
     * @param before what it is compared with; null if nothing is written of that
     * @param park that the scope lies in; null for none
     * @param baselines those that enterprises of the scope have because they have none of their own
     */
    Breakdown(Population now, Population before, Park park, List<BaselineSet> baselines) {
        this.now = now;
        this.before = before;
        this.park = park;
        this.baselines = List.copyOf(baselines);
    }

    /**
     * The explanation of a figure.
     *
     * @param lines to print
     * @param addsUp whether the enterprises add up to what is written
     */
    public record Emitted(List<String> lines, boolean addsUp) {
        public Emitted {
            lines = List.copyOf(lines);
        }
    }

    /** The figures that can be explained: measures and bands, by their names in files. */
    public static List<String> names() {
        List<String> names =
                new ArrayList<>(Measure.ofDay().stream().map(Measure::id).toList());
        Arrays.stream(Bands.values()).map(Bands::id).forEach(names::add);
        return names;
    }

    /**
     * Explains a figure to people.
     *
     * @param name of the measure or the bands, one of {@link #names}
     * @param top how many enterprises to list of each kind
     * @param language in which to say it
     * @throws UnknownNameException if there is no such figure
     */
    public Emitted explain(String name, int top, Language language) throws UnknownNameException {
        ExplainTexts texts = ExplainTexts.in(language);
        Optional<Bands> bands = Bands.of(name);
        if (bands.isPresent()) {
            BandsExplanation explanation = BandsExplanation.of(bands.get(), now, before);
            return new Emitted(
                    BandsText.lines(explanation, park, top, texts),
                    explanation.contradictions().isEmpty());
        }
        Explanation explanation = Explanation.of(measure(name), now, before);
        return new Emitted(
                ExplanationText.lines(explanation, park, baselines, top, texts),
                explanation.contradictions().isEmpty());
    }

    /**
     * Explains a figure to programs: one JSON object in one line, with all enterprises.
     *
     * @param name of the measure or the bands, one of {@link #names}
     * @throws UnknownNameException if there is no such figure
     */
    public Emitted json(String name) throws UnknownNameException {
        Optional<Bands> bands = Bands.of(name);
        if (bands.isPresent()) {
            BandsExplanation explanation = BandsExplanation.of(bands.get(), now, before);
            return new Emitted(
                    List.of(ExplanationJson.of(explanation)),
                    explanation.contradictions().isEmpty());
        }
        Explanation explanation = Explanation.of(measure(name), now, before);
        return new Emitted(
                List.of(ExplanationJson.of(explanation)),
                explanation.contradictions().isEmpty());
    }

    private static Measure measure(String name) throws UnknownNameException {
        Optional<Measure> measure = Measure.of(name);
        if (measure.isPresent() && !Measure.ofDay().contains(measure.get())) {
            throw new UnknownNameException(
                    "--measure " + name,
                    Message.of(
                            "explain.measure_of_moment",
                            "names",
                            String.join(", ", names()),
                            "name",
                            name,
                            "file",
                            ReplayFiles.INDICES));
        }
        return measure.orElseThrow(() -> new UnknownNameException(
                "--measure " + name,
                Nearest.to(name, names(), Message.of("registry.one_of", "words", String.join(", ", names())))));
    }
}
