package io.parkpulse.alerts;

import io.parkpulse.message.Message;
import io.parkpulse.model.Park;
import io.parkpulse.model.ValueForm;
import io.parkpulse.roster.Roster;
import io.parkpulse.roster.ScopeNames;
import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * A pattern of scopes: a scope's name, in which {@code *} stands for any text without a slash and {@code **} for any
 * text. Instead of {@code park:ID} it may begin with {@code class:N} or {@code batch:N}: the parks of that class or
 * batch. Scopes across parks are meant only where it names what tells them apart: {@code region:tianjin/**} is regions alone,
 * {@code region:tianjin/**&#47;industry:*} their industries.
 *
 * @param text the pattern
 */
public record ScopePattern(String text) implements Serializable {
    private static final String EVERYTHING_BY = ScopeNames.ALL + "/";
    private static final String CLASS = "class:";
    private static final String BATCH = "batch:";

    /** How a pattern is written. */
    public static final ValueForm FORM =
            new ValueForm(Message.of("value.scope"), text -> isValid(text) ? new ScopePattern(text) : null);

    private static boolean isValid(String text) {
        return text.equals(ScopeNames.ALL)
                || isLonger(text, EVERYTHING_BY)
                || isLonger(text, ScopeNames.ofRegion(""))
                || isLonger(text, ScopeNames.ofPark(""))
                || text.matches("class:[1-4](/.+)?")
                || text.matches("batch:[1-3](/.+)?");
    }

    private static boolean isLonger(String text, String beginning) {
        return text.startsWith(beginning) && text.length() > beginning.length();
    }

    boolean matches(Roster.Scope scope) {
        Park park = scope.park();
        if (text.startsWith(CLASS)) {
            return park != null && matches(scope, CLASS + park.parkClass(), park);
        }
        if (text.startsWith(BATCH)) {
            return park != null && matches(scope, BATCH + park.batch(), park);
        }
        if (scope.isAcrossParks()
                && !text.startsWith(EVERYTHING_BY)
                && !ScopeNames.dimensionOf(text).equals(ScopeNames.dimensionOf(scope.name()))) {
            return false;
        }
        return glob(text, scope.name());
    }

    private boolean matches(Roster.Scope scope, String group, Park park) {
        return glob(
                text,
                group + scope.name().substring(ScopeNames.ofPark(park.id()).length()));
    }

    private static boolean glob(String pattern, String name) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c != '*') {
                regex.append(Pattern.quote(String.valueOf(c)));
            } else if (i + 1 < pattern.length() && pattern.charAt(i + 1) == '*') {
                regex.append(".*");
                i++;
            } else {
                regex.append("[^/]*");
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(name).matches();
    }
}
