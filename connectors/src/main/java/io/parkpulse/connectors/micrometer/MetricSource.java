package io.parkpulse.connectors.micrometer;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.metrics.CharacterFilter;
import org.apache.flink.metrics.LogicalScopeProvider;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;

/**
 * A metric of Flink, where it was registered. Flink registers one object in several places, so only with its place is it
 * the same one.
 *
 * @param metric compared by identity
 * @param name full name
 * @param tags variables that become tags
 * @param dropped variables that do not, without brackets
 */
record MetricSource(Metric metric, String name, Tags tags, Map<String, String> dropped) {
    private static final String PREFIX = "flink.";

    static MetricSource of(Metric metric, String name, MetricGroup group, Set<String> droppedTags) {
        String scope = LogicalScopeProvider.castFrom(group).getLogicalScope(CharacterFilter.NO_OP_FILTER, '.');
        List<Tag> tags = new ArrayList<>();
        Map<String, String> dropped = new TreeMap<>();
        group.getAllVariables().forEach((variable, value) -> {
            String key = withoutBrackets(variable);
            if (droppedTags.contains(key)) {
                dropped.put(key, value);
            } else {
                tags.add(Tag.of(key, value));
            }
        });
        return new MetricSource(metric, PREFIX + scope + "." + name, Tags.of(tags), dropped);
    }

    static String withoutBrackets(String variable) {
        return variable.startsWith("<") && variable.endsWith(">")
                ? variable.substring(1, variable.length() - 1)
                : variable;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MetricSource source
                && metric == source.metric
                && name.equals(source.name)
                && tags.equals(source.tags)
                && dropped.equals(source.dropped);
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(metric) + name.hashCode();
    }
}
