package io.parkpulse.cli;

/** What is known of the terminal, if there is one. */
final class Terminal {
    /** Set by the launcher, which knows; Java cannot ask about standard error alone. */
    private static final String PROPERTY = "parkpulse.terminal";

    private Terminal() {}

    /** Whether standard error is shown on a terminal. */
    static boolean showsErr() {
        String set = System.getProperty(PROPERTY);
        return set == null ? System.console() != null : Boolean.parseBoolean(set);
    }
}
