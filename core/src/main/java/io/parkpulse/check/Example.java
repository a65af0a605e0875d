package io.parkpulse.check;

import io.parkpulse.catalogue.Sentences;
import io.parkpulse.message.Message;
import io.parkpulse.model.Spelling;

/**
 * A case of a finding.
 *
 * @param file name of the file
 * @param line in it, from 1; 0 where none is known
 * @param id of the meter, enterprise or person; null where none is known
 * @param says what is there
 */
public record Example(String file, long line, String id, Message says) {
    /** The same in another line. */
    public Example inLine(long other) {
        return new Example(file, other, id, says);
    }

    /** In words, on one line, such as {@code power.jsonl:17 "M1": value -30: negative}. */
    public String text(Sentences language) {
        return file + (line > 0 ? ":" + line : "") + (id == null ? "" : " " + quoted(id)) + ": "
                + Spelling.visible(language.of(says));
    }

    static String quoted(String id) {
        return '"' + Spelling.printable(id) + '"';
    }
}
