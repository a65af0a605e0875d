package io.parkpulse.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** An entry of an {@code .expected.yaml}; n, d and printed are null where it gives none. */
record Expectation(String scope, String day, String measure, Long n, Long d, String printed, String source) {

    static List<Expectation> of(String scenario) {
        List<Expectation> result = new ArrayList<>();
        try (InputStream yaml = Scenario.class.getResourceAsStream(scenario + ".expected.yaml")) {
            for (Object entry : (List<?>) new Load(LoadSettings.builder().build()).loadFromInputStream(yaml)) {
                Map<?, ?> fields = (Map<?, ?>) entry;
                result.add(new Expectation(
                        fields.get("scope").toString(),
                        fields.get("day").toString(),
                        fields.get("measure").toString(),
                        number(fields.get("n")),
                        number(fields.get("d")),
                        fields.get("printed") == null
                                ? null
                                : fields.get("printed").toString(),
                        fields.get("source").toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }

    private static Long number(Object value) {
        return value == null ? null : Long.valueOf(value.toString());
    }

    @Override
    public String toString() {
        return scope + " " + day + " " + measure;
    }
}
