package io.parkpulse.simulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path of the grid with counters in it, such as <code>street-{place%6+1}</code>.
 *
 * @param text what is between braces is computed from left to right, in whole numbers: {@code place} is an enterprise's
 *     place in its park, from 0, and {@code staff} the persons that its size gave it
 */
record GridPath(String text) {

    static final Choice.Form<GridPath> FORM = new Choice.Form<>(
            "up to five levels such as north/street-{place%6+1}",
            text -> text.matches("(?:[^{}]|\\{(?:place|staff)(?:[%/][1-9]\\d{0,3}|\\+\\d{1,4})*})*")
                            && text.replaceAll("\\{.*?}", "").split("/").length <= 5
                    ? new GridPath(text)
                    : null);

    private static final Pattern COUNTER = Pattern.compile("\\{(place|staff)(.*?)}");
    private static final Pattern STEP = Pattern.compile("([%/+])(\\d+)");

    String of(int place, int staff) {
        return COUNTER.matcher(text).replaceAll(counter -> {
            int number = counter.group(1).equals("place") ? place : staff;
            Matcher step = STEP.matcher(counter.group(2));
            while (step.find()) {
                int by = Integer.parseInt(step.group(2));
                number = switch (step.group(1)) {
                    case "%" -> number % by;
                    case "/" -> number / by;
                    default -> number + by;
                };
            }
            return Integer.toString(number);
        });
    }
}
