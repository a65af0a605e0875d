package io.parkpulse.index;

import io.parkpulse.model.Method;
import io.parkpulse.model.MethodParameter;
import java.math.BigDecimal;

/** What one enterprise came to over one window: what each {@link Sum} of its scopes adds up. */
public interface EnterpriseResult extends HeldResult {
    /** Whether its energy must be known to say whether it is at work, and too little of it is covered. */
    boolean unknown();

    /** Whether its staff source said anything in the window. */
    boolean staffHeard();

    /** Persons present at the window's end. */
    long present();

    /** floor(whole × u), u being its utilisation; meaningful if {@link #hasUtilisation}. */
    long utilisationOf(long whole);

    /** Whether its utilisation is at least this share; exact; meaningful if {@link #hasUtilisation}. */
    boolean utilisationReaches(BigDecimal share);

    /** The place among {@link Bands#UTILISATION_BANDS} in which its utilisation lies; below 0 where that is not known. */
    int utilisationBand();

    /**
     * The place among {@link Bands#STAFF_BANDS} in which returned over registered staff lies; below 0 where there is no staff
     * or nothing was heard of it.
     */
    int staffBand();

    /** A parameter of its park's method that is a decimal number. */
    BigDecimal number(MethodParameter parameter);

    /** Which energy and baselines its park's method counts for the output rate. */
    Method.Output output();
}
