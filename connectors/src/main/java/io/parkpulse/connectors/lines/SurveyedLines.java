package io.parkpulse.connectors.lines;

import java.io.IOException;

/** Goes over all lines of a survey in its order of reading, without a job; blank ones are left out. */
public final class SurveyedLines {
    private final LineSurvey survey;
    private final BlockCursor cursor;
    private int nextBlock;
    private boolean open;

    public SurveyedLines(LineSurvey survey) {
        this.survey = survey;
        this.cursor = new BlockCursor(survey);
    }

    /**
     * Goes to the next line.
     *
     * @param line is filled, and valid until the next call
     * @return false if there is none
     * @throws IOException if a file cannot be read
     */
    public boolean next(Line line) throws IOException {
        while (true) {
            if (open && cursor.next(line)) {
                return true;
            }
            open = false;
            if (nextBlock == survey.blocks()) {
                return false;
            }
            cursor.open(LineSplit.of(survey, nextBlock++));
            open = true;
        }
    }
}
