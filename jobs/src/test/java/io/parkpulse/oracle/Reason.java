package io.parkpulse.oracle;

/** Why a record is a dead letter, in the order of the contract's list: of several defects the first one is named. */
enum Reason {
    MALFORMED("malformed"),
    BAD_TIME("bad-time"),
    BAD_VALUE("bad-value"),
    UNKNOWN_METER("unknown-meter"),
    UNKNOWN_ENTERPRISE("unknown-enterprise"),
    OUTSIDE_VALIDITY("outside-validity"),
    FUTURE("future"),
    IMPLAUSIBLE("implausible"),
    GLITCH("glitch"),
    OVERLAP("overlap");

    final String text;

    Reason(String text) {
        this.text = text;
    }
}
