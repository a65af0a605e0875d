package io.parkpulse.model;

/**
 * One valid record of a stream, on its way to the group of enterprises it belongs to.
 *
 * <p>A reading of a meter that several groups share travels once to each; only the {@link #primary} copy is counted.
 *
 * @param group the group of enterprises
 * @param kind which stream it is of
 * @param subject number of what it is about, a meter or an enterprise, in the roster
 * @param at epoch milliseconds
 * @param received when it reached the system, epoch milliseconds; {@link #NOT_SAID} if nobody says so
 * @param value Wh (power), persons inside or, of a passage, persons who came in (headcount); 0 for check-ins
 * @param also what it says besides: of a passage, persons who went out; of a reading at which a segment of its meter ends
 *     and the next begins, Wh by what holds next; {@link #NOTHING_MORE} for all others
 * @param rev revision, at least 0; 0 for check-ins
 * @param period milliseconds that an interval reading covers; 0 for all others
 * @param flags see the accessors
 * @param name source of a headcount or person of a check-in; empty where a stream has none
 * @param number line or offset of the record in its source
 * @param raw the record's original bytes
 */
public record Observation(
        int group,
        Kind kind,
        int subject,
        long at,
        long received,
        long value,
        long also,
        long rev,
        long period,
        int flags,
        String name,
        long number,
        byte[] raw) {

    /** The stream an observation is of. The numbers are in states: append. */
    public enum Kind {
        /** None: wakes a group, so that enterprises nothing is heard of are counted too. */
        ROLL_CALL(null),
        POWER(Stream.POWER),
        HEADCOUNT(Stream.HEADCOUNT),
        CHECKIN(Stream.CHECKIN);

        private final Stream stream;

        Kind(Stream stream) {
            this.stream = stream;
        }

        /** The kind of a stream's records. */
        public static Kind of(Stream stream) {
            return switch (stream) {
                case POWER -> POWER;
                case HEADCOUNT -> HEADCOUNT;
                case CHECKIN -> CHECKIN;
            };
        }
    }

    /** Flag: not a copy for a further group. */
    public static final int PRIMARY = 1;
    /** Flag: the register restarted at 0. */
    public static final int RESET = 2;
    /** Flag: a check-in inwards. */
    public static final int IN = 4;
    /** Flag: a check-in from elsewhere. */
    public static final int ONLINE = 8;
    /** Flag of a reading, which shares its bit with {@link #IN}: read in the segment of its meter that begins then. */
    public static final int OPENS = 4;

    /** Flag, of a reading: the other of two segments cannot read its value. */
    private static final int BAD_VALUE_ELSEWHERE = 16;
    /** Flag, of a reading: it is implausible by itself in the other of two segments. Shares its bit with {@link #ONLINE}. */
    private static final int IMPLAUSIBLE_ELSEWHERE = 8;

    /** A time of receipt that nobody says; before any other. */
    public static final long NOT_SAID = Long.MIN_VALUE;

    /** In place of what an observation says besides. */
    public static final long NOTHING_MORE = Long.MIN_VALUE;

    private static final byte[] NOTHING = {};

    /** One that says nothing besides, and of which nobody says when it was received. */
    public Observation(
            int group,
            Kind kind,
            int subject,
            long at,
            long value,
            long rev,
            long period,
            int flags,
            String name,
            long number,
            byte[] raw) {
        this(group, kind, subject, at, NOT_SAID, value, NOTHING_MORE, rev, period, flags, name, number, raw);
    }

    /** What wakes a group. */
    public static Observation rollCall(int group) {
        return new Observation(group, Kind.ROLL_CALL, 0, Long.MIN_VALUE, 0, 0, 0, 0, "", 0, NOTHING);
    }

    /** The same without its original bytes, for what can no longer become a dead letter. */
    public Observation withoutRaw() {
        return new Observation(
                group, kind, subject, at, received, value, also, rev, period, flags, name, number, NOTHING);
    }

    /** Whether it counts who passed a gate, and not who is inside. */
    public boolean passage() {
        return kind == Kind.HEADCOUNT && also != NOTHING_MORE;
    }

    /** Whether this is the copy that is counted. */
    public boolean primary() {
        return (flags & PRIMARY) != 0;
    }

    /** Whether the register restarted at 0 after the previous reading. */
    public boolean reset() {
        return (flags & RESET) != 0;
    }

    /** Whether a reading is read in the segment that begins at its instant, and not in the one that ends there. */
    public boolean opens() {
        return kind == Kind.POWER && (flags & OPENS) != 0;
    }

    /** Whether it is a reading that is read in two segments of its meter. */
    public boolean joins() {
        return kind == Kind.POWER && also != NOTHING_MORE;
    }

    /**
     * The same reading as one segment of its meter reads it.
     *
     * @param wh what it shows there
     * @param other what the other segment reads; {@link #NOTHING_MORE} if only this one reads it
     * @param millis what an interval reading covers
     * @param opening whether it is the segment that begins at that instant
     */
    public Observation readAs(long wh, long other, long millis, boolean opening) {
        int readFlags = opening ? flags | OPENS : flags & ~OPENS;
        return new Observation(
                group, kind, subject, at, received, wh, other, rev, millis, readFlags, name, number, raw);
    }

    /** The flag of a reading that only one of two segments reads, because it is dead in the other. */
    public static int refusedElsewhere(DeadReason reason) {
        return reason == DeadReason.IMPLAUSIBLE ? IMPLAUSIBLE_ELSEWHERE : BAD_VALUE_ELSEWHERE;
    }

    /** For what a reading that is dead for a reason is so first: another segment may have refused it before. */
    public DeadReason firstReason(DeadReason reason) {
        if (kind != Kind.POWER) {
            return reason;
        }
        DeadReason elsewhere = (flags & BAD_VALUE_ELSEWHERE) != 0
                ? DeadReason.BAD_VALUE
                : (flags & IMPLAUSIBLE_ELSEWHERE) != 0 ? DeadReason.IMPLAUSIBLE : reason;
        return elsewhere.compareTo(reason) < 0 ? elsewhere : reason;
    }

    /** Whether a person came in (or, without it, went out). */
    public boolean in() {
        return (flags & IN) != 0;
    }

    /** Whether a person checked in from elsewhere. */
    public boolean online() {
        return kind == Kind.CHECKIN && (flags & ONLINE) != 0;
    }

    /**
     * The stream it counts for.
     *
     * @throws IllegalStateException if it is a roll call, which is of none
     */
    public Stream stream() {
        if (kind == Kind.ROLL_CALL) {
            throw new IllegalStateException("a roll call is of no stream");
        }
        return kind.stream;
    }

    /** What it is about, of which {@link #subject} is the number. */
    public Subject about() {
        return stream().subject();
    }
}
