package io.parkpulse.cli;

/** What is known of the terminal, if there is one. */
final class Terminal {
    /** Set by the launcher, which can tell; Java cannot ask about standard error alone. */
    private static final String PROPERTY = "parkpulse.terminal";

    private Terminal() {}

    /** Whether standard error is shown on a terminal. */
    static boolean showsErr() {
        String told = System.getProperty(PROPERTY);
        return told == null ? System.console() != null : Boolean.parseBoolean(told);
    }
}
