package io.parkpulse.explain;

import io.parkpulse.breakdown.Member;
import io.parkpulse.index.Bands;
import io.parkpulse.index.Sum;
import io.parkpulse.message.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the bands of a scope come about.
 *
 * @param before what it is compared with; null if nothing is written of that
 * @param contradictions where the enterprises do not add up to what is written, in words; empty if they do
 */
record BandsExplanation(Bands bands, Population now, Population before, List<Message> contradictions) {
    /** The band of an enterprise that is in none. */
    static final int NONE = -1;
    /** The band of an enterprise that does not count in the scope. */
    static final int ABSENT = -2;

    /** An enterprise whose band changed; {@code from} and {@code to} may be {@link #NONE} or {@link #ABSENT}. */
    record Move(Member member, int from, int to) {}

    static BandsExplanation of(Bands bands, Population now, Population before) {
        List<Message> contradictions = new ArrayList<>();
        check(bands, now, contradictions);
        if (before != null) {
            check(bands, before, contradictions);
        }
        return new BandsExplanation(bands, now, before, List.copyOf(contradictions));
    }

    /**
     * That so many enterprises lie in each band as is written. Of the lowest band of staff it may be some more: a day of an
     * enterprise does not always say whether its staff source was heard when nobody came.
     */
    private static void check(Bands bands, Population of, List<Message> contradictions) {
        List<Long> written = of.line().bands().get(bands);
        long[] added = new long[Bands.COUNT];
        long unsaid = 0;
        for (Member member : of.members()) {
            int band = band(bands, member);
            if (band != NONE) {
                added[band]++;
            } else if (isUnsaid(bands, member)) {
                unsaid++;
            }
        }
        for (int band = 0; band < Bands.COUNT; band++) {
            long more = written == null ? -1 : written.get(band) - added[band];
            if (more < 0 || more > (band == 0 ? unsaid : 0)) {
                Message n = Message.asIs(Long.toString(added[band]));
                contradictions.add(Explanation.contradiction(
                        of.line(),
                        bands.id() + "[" + band + "]",
                        band == 0 && unsaid > 0 ? Message.of("explain.up_to_more", "n", n, "more", unsaid) : n,
                        written == null
                                ? Message.of("explain.nothing")
                                : Message.asIs(Long.toString(written.get(band)))));
            }
        }
    }

    /** Whether its line leaves open whether it lies in the lowest band or in none. */
    static boolean isUnsaid(Bands bands, Member member) {
        return bands == Bands.STAFF_BANDS && member.staffHeard().isEmpty() && member.of(Sum.STAFF_REGISTERED) > 0;
    }

    /** The band in which an enterprise lies; {@link #NONE} for none. */
    static int band(Bands bands, Member member) {
        long[] ofMember = bands.of(member.sums());
        for (int band = 0; band < Bands.COUNT; band++) {
            if (ofMember[band] > 0) {
                return band;
            }
        }
        return NONE;
    }

    /** The enterprises whose band changed, came in or went out. */
    List<Move> moves() {
        Map<String, Member> then = new HashMap<>();
        before.members().forEach(member -> then.put(member.line().enterprise(), member));
        List<Move> moves = new ArrayList<>();
        for (Member member : now.members()) {
            Member earlier = then.remove(member.line().enterprise());
            Move move = new Move(member, earlier == null ? ABSENT : band(bands, earlier), band(bands, member));
            if (move.from() != move.to()) {
                moves.add(move);
            }
        }
        then.values().forEach(earlier -> moves.add(new Move(earlier, band(bands, earlier), ABSENT)));
        return moves;
    }
}
