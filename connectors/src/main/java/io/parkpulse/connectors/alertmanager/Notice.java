package io.parkpulse.connectors.alertmanager;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An alert as Alertmanager knows it. To Alertmanager the labels are the alert; here the identity is, so that labels that
 * change, such as a severity, end the alert of the old labels and begin that of the new ones.
 *
 * @param identity of the alert, the same from its beginning to its end; not sent
 * @param labels what it is grouped and routed by, {@code alertname} among them; few different values each. A blank value
 *     counts as none
 * @param annotations what people read
 * @param generatorUrl where to look further; empty for nowhere
 * @param startsAt when it fired, epoch milliseconds; of an identity the earliest counts. Alertmanager waits its {@code
 *     group_wait} from then on, so of alerts that are further in the past the first goes out before the others have come
 * @param endsAt when it was over, epoch milliseconds; {@link #FIRING} while it is not
 */
public record Notice(
        String identity,
        Map<String, String> labels,
        Map<String, String> annotations,
        String generatorUrl,
        long startsAt,
        long endsAt) {

    /** What stands for an end that has not come. */
    public static final long FIRING = Long.MAX_VALUE;

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final String ALERT_NAME = "alertname";

    /** @throws IllegalArgumentException if a name is none, or there is no {@code alertname} */
    public Notice {
        labels = named(labels);
        annotations = named(annotations);
        if (!labels.containsKey(ALERT_NAME)) {
            throw new IllegalArgumentException("labels without " + ALERT_NAME + ": " + labels);
        }
    }

    /** By name. */
    private static Map<String, String> named(Map<String, String> values) {
        TreeMap<String, String> named = new TreeMap<>();
        values.forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "\"" + name + "\": expected a name of ASCII letters, digits and underscores");
            }
            if (!value.isBlank()) {
                named.put(name, value);
            }
        });
        return Collections.unmodifiableMap(named);
    }

    boolean firing() {
        return endsAt == FIRING;
    }

    Notice endedAt(long instant) {
        return new Notice(identity, labels, annotations, generatorUrl, startsAt, instant);
    }

    Notice startedAt(long instant) {
        return new Notice(identity, labels, annotations, generatorUrl, instant, endsAt);
    }
}
