package io.parkpulse.registry;

import de.siegmar.fastcsv.reader.CsvParseException;

/** Why something is no CSV. */
public final class CsvMistake {
    private CsvMistake() {}

    /** The reason without the line, which is counted from where reading began. */
    public static String reason(CsvParseException e) {
        String message = String.valueOf((e.getCause() == null ? e : e.getCause()).getMessage());
        int place = message.indexOf(" (record starting");
        return place < 0 ? message : message.substring(0, place);
    }
}
