package io.parkpulse.registry;

import io.parkpulse.alerts.Kind;
import io.parkpulse.alerts.Parameter;
import io.parkpulse.alerts.Policy;
import io.parkpulse.alerts.Rule;
import io.parkpulse.alerts.Rules;
import io.parkpulse.alerts.ScopePattern;
import io.parkpulse.alerts.WorkCalendar;
import io.parkpulse.files.checked.Problems;
import io.parkpulse.files.checked.YamlFile;
import io.parkpulse.message.Message;
import io.parkpulse.model.ValueForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code rules.yaml}: other parameters for built-in rules, and further ones. */
final class RulesFile {
    private static final String CALENDAR = "calendar";
    private static final String REST_DAYS = "rest_days";
    private static final String WORK_DAYS = "work_days";
    private static final String KIND = "kind";
    private static final String OVERRIDES = "overrides";
    private static final ValueForm KINDS = ValueForm.oneOf(List.of(Kind.values()), Kind::id);
    private static final ValueForm DATE =
            new ValueForm(Message.of("value.date", "date", "2020-04-06"), LocalDate::parse);

    private final String name;
    private final Problems problems;
    private final YamlFile yaml;
    private final Map<Kind, Policy> defaults;
    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private final Set<LocalDate> restDays = new HashSet<>();
    private final Set<LocalDate> workDays = new HashSet<>();

    /** Reads on from the built-in rules. */
    RulesFile(String name, Problems problems) {
        this(name, problems, builtIn());
    }

    private RulesFile(String name, Problems problems, Rules base) {
        this.name = name;
        this.problems = problems;
        this.yaml = new YamlFile(name, problems);
        this.defaults = base.rules().stream().collect(Collectors.toMap(Rule::kind, Rule::policy));
        base.rules().forEach(rule -> rules.put(rule.id(), rule));
    }

    static Rules builtIn() {
        Problems problems = new Problems();
        try (InputStream in = RulesFile.class.getResourceAsStream(RegistryReader.RULES)) {
            RulesFile file = new RulesFile(
                    "the built-in " + RegistryReader.RULES, problems, new Rules(List.of(), WorkCalendar.WEEKDAYS));
            file.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            problems.throwIfAny(RegistryException::new);
            return file.rules();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RegistryException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param text null for a file that cannot be read */
    void read(String text) {
        Optional<Node> root = text == null ? null : yaml.root(text, Message.of("yaml.rules"));
        if (root == null || root.isEmpty()) {
            return;
        }
        if (root.get() instanceof MappingNode map) {
            yaml.entries(map, "", null).forEach((id, node) -> {
                if (id.equals(CALENDAR)) {
                    calendar(node);
                } else {
                    rule(id, node);
                }
            });
            long outages = rules.values().stream()
                    .filter(rule -> rule.kind() == Kind.OUTAGE)
                    .count();
            if (outages > 1) {
                problems.add(name, 0, null, null, Message.of("yaml.one_outage"));
            }
        } else {
            yaml.problem(root.get(), null, Message.of("yaml.rules_map"));
        }
    }

    /** The built-in ones in their order, then those of the file in its order. */
    Rules rules() {
        return new Rules(List.copyOf(rules.values()), new WorkCalendar(restDays, workDays));
    }

    private void calendar(Node node) {
        if (!(node instanceof MappingNode map)) {
            yaml.problem(node, CALENDAR, Message.of("yaml.calendar"));
            return;
        }
        Map<String, Node> lists = yaml.entries(map, CALENDAR + ".", Set.of(REST_DAYS, WORK_DAYS));
        dates(REST_DAYS, lists.get(REST_DAYS), restDays);
        dates(WORK_DAYS, lists.get(WORK_DAYS), workDays);
    }

    private void dates(String key, Node node, Set<LocalDate> dates) {
        for (Node each : yaml.list(CALENDAR + "." + key, node, Message.of("yaml.dates"))) {
            LocalDate date = (LocalDate) value(CALENDAR + "." + key, DATE, each);
            if (date != null && (restDays.contains(date) || !dates.add(date))) {
                yaml.problem(each, CALENDAR + "." + key, Message.of("yaml.date_once"));
            }
        }
    }

    private void rule(String id, Node node) {
        if (!id.matches("[a-z0-9][a-z0-9-]*")) {
            problems.add(name, YamlFile.line(node), id, null, Message.of("yaml.rule_id"));
        }
        if (!(node instanceof MappingNode map)) {
            yaml.problem(node, id, Message.of("yaml.parameters"));
            return;
        }
        Rule standing = rules.get(id);
        Kind kind = kind(id, map, standing);
        if (kind == null) {
            return;
        }
        Set<String> keys = keys(kind);
        keys.addAll(List.of(KIND, OVERRIDES));
        Map<String, Node> nodes = yaml.entries(map, id + ".", keys);
        Policy base = defaults.getOrDefault(kind, new Policy(Map.of()));
        Policy policy = base.with(values(id + ".", kind, nodes));
        if (policy.values().size() == kind.parameters().size()) {
            check(id + ".", kind, policy, nodes, node);
        }
        List<Rule.Own> overrides = new ArrayList<>(standing == null ? List.of() : standing.overrides());
        int number = 0;
        for (Node each : yaml.list(id + "." + OVERRIDES, nodes.get(OVERRIDES), Message.of("yaml.overrides"))) {
            own(id + "." + OVERRIDES + "[" + number++ + "]", kind, policy, each, overrides);
        }
        rules.put(id, new Rule(id, kind, policy, overrides));
    }

    private Kind kind(String id, MappingNode map, Rule standing) {
        Node node = map.getValue().stream()
                .filter(entry -> YamlFile.text(entry.getKeyNode()).equals(KIND))
                .findFirst()
                .map(entry -> entry.getValueNode())
                .orElse(null);
        if (node == null) {
            if (standing == null) {
                yaml.problem(map, id + "." + KIND, KINDS.expected());
            }
            return standing == null ? null : standing.kind();
        }
        Kind kind = (Kind) value(id + "." + KIND, KINDS, node);
        if (kind != null && standing != null && standing.kind() != kind) {
            yaml.problem(
                    node,
                    id + "." + KIND,
                    Message.of("yaml.kind", "kind", standing.kind().id()));
        }
        return kind;
    }

    private static Set<String> keys(Kind kind) {
        return kind.parameters().stream().map(Parameter::key).collect(Collectors.toCollection(HashSet::new));
    }

    private void own(String path, Kind kind, Policy policy, Node node, List<Rule.Own> overrides) {
        if (!(node instanceof MappingNode map)) {
            yaml.problem(node, path, Message.of("yaml.override"));
            return;
        }
        Set<String> keys = keys(kind);
        keys.add(Parameter.SCOPES.key());
        Map<String, Node> nodes = new LinkedHashMap<>(yaml.entries(map, path + ".", keys));
        Node scopes = nodes.remove(Parameter.SCOPES.key());
        if (scopes == null) {
            yaml.problem(node, path + "." + Parameter.SCOPES.key(), Message.of("yaml.scopes"));
        }
        Map<Parameter, Object> values = values(path + ".", kind, nodes);
        check(path + ".", kind, policy.with(values), nodes, node);
        overrides.add(new Rule.Own(patterns(path + "." + Parameter.SCOPES.key(), scopes), values));
    }

    private Map<Parameter, Object> values(String path, Kind kind, Map<String, Node> nodes) {
        Map<Parameter, Object> values = new EnumMap<>(Parameter.class);
        for (Parameter parameter : kind.parameters()) {
            Node node = nodes.get(parameter.key());
            if (node != null) {
                Object value = value(path + parameter.key(), parameter, node);
                if (value != null) {
                    values.put(parameter, value);
                }
            }
        }
        return values;
    }

    /** Null for a value that is wrong and reported. */
    private Object value(String path, Parameter parameter, Node node) {
        return parameter == Parameter.SCOPES ? patterns(path, node) : value(path, parameter.form(), node);
    }

    private Object value(String path, ValueForm form, Node node) {
        Object value = form.parse(YamlFile.text(node));
        if (value == null) {
            yaml.problem(node, path, form.expected());
        }
        return value;
    }

    private List<ScopePattern> patterns(String path, Node node) {
        ValueForm form = Parameter.SCOPES.form();
        return yaml.list(path, node, Message.of("yaml.scope_list", "expected", form.expected())).stream()
                .map(each -> (ScopePattern) value(path, form, each))
                .filter(Objects::nonNull)
                .toList();
    }

    private void check(String path, Kind kind, Policy policy, Map<String, Node> nodes, Node whole) {
        for (Kind.Relation relation : kind.relations()) {
            if (!relation.holds().test(policy)) {
                // Put down to the first of the keys that the file has.
                Parameter key = relation.keys().stream()
                        .filter(each -> nodes.containsKey(each.key()))
                        .findFirst()
                        .orElse(relation.keys().get(0));
                yaml.problem(
                        nodes.getOrDefault(key.key(), whole),
                        path + key.key(),
                        relation.expected().apply(policy));
            }
        }
    }
}
