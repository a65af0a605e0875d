package io.parkpulse.model;

/**
 * A record that could not be applied, kept whole.
 *
 * @param stream which stream it came in
 * @param number its line in the recording's file, from 1; or where it stands in a topic
 * @param row which row of a value that holds several, from 1; 0 where the record is the whole, or that is not known
 * @param reason the first defect
 * @param detail what exactly, for a person
 * @param raw the original bytes, or a record that says the same; empty where {@code fileLength} is not 0
 * @param rebuilt whether the original bytes are no longer known: {@code raw} was made of what the record said
 * @param fileOffset where in the file a record begins that is too long to be carried
 * @param fileLength its length in bytes; 0 for a record that is carried in {@code raw}
 */
public record DeadLetter(
        Stream stream,
        long number,
        int row,
        DeadReason reason,
        String detail,
        byte[] raw,
        boolean rebuilt,
        long fileOffset,
        long fileLength) {
    /** A whole line or value that is carried with its original bytes. */
    public DeadLetter(Stream stream, long number, DeadReason reason, String detail, byte[] raw) {
        this(stream, number, 0, reason, detail, raw, false, 0, 0);
    }
}
