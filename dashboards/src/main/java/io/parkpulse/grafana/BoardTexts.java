package io.parkpulse.grafana;

import io.parkpulse.catalogue.Catalogue;
import io.parkpulse.catalogue.Language;
import io.parkpulse.catalogue.Texts;
import io.parkpulse.index.Bands;
import io.parkpulse.index.Measure;

/** What boards say in one language: the catalogue's texts on measures, and their own on everything else. */
final class BoardTexts {
    private final Language language;
    private final Catalogue catalogue;
    private final Texts texts;
    private final ReferenceValues standards;

    BoardTexts(Language language, ReferenceValues standards) {
        this.language = language;
        this.catalogue = Catalogue.in(language);
        this.texts = Texts.of(GrafanaBoards.class, "boards", language);
        this.standards = standards;
    }

    Language language() {
        return language;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    String of(String key) {
        return texts.of(key);
    }

    /** A text into which one other is put. */
    String of(String key, String parameter, String value) {
        return of(key).replace("{" + parameter + "}", value);
    }

    /** Title and description of a panel. */
    Panel.Head head(String panel) {
        return new Panel.Head(of("panel." + panel + ".title"), of("panel." + panel + ".description"));
    }

    /** Name and definition of bands. */
    Panel.Head head(Bands bands) {
        return new Panel.Head(catalogue.name(bands), catalogue.definition(bands));
    }

    /** Name and definition of a measure: what it is, how it is computed and read, and when it is not known. */
    Panel.Head head(Measure measure) {
        String method = of("method", "method", catalogue.word("method_name", standards.method()));
        return new Panel.Head(
                catalogue.name(measure),
                Texts.filled(
                        String.join(
                                "\n\n",
                                catalogue.definition(measure),
                                catalogue.formula(measure),
                                catalogue.reading(measure),
                                catalogue.unknown(measure),
                                method),
                        standards.parameters()));
    }
}
