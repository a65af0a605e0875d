package io.parkpulse.index;

import io.parkpulse.model.Method;
import io.parkpulse.model.MethodParameter;
import java.math.BigDecimal;

/** What one enterprise came to over one window: what each {@link Sum} of its scopes adds up. */
public interface EnterpriseResult {
    /** Length of the window, milliseconds. */
    long windowMs();

    /** Whether it has a meter in the window. */
    boolean metered();

    /** Milliseconds that its meters cover; 0 if it is not metered. */
    long coveredMs();

    /** Energy, Wh, at least 0. */
    long energyWh();

    /** Baseline of the window, Wh. */
    long baselineWh();

    /** Whether its energy can be held against its baseline. */
    boolean matched();

    /** Whether it is matched and its energy reaches the method's share of the baseline. */
    boolean powerResumed();

    /** Whether it is at work, as far as is known. */
    boolean atWork();

    /** Whether its energy must be known to say whether it is at work, and too little of it is covered. */
    boolean unknown();

    /** Persons returned. */
    long returned();

    /** Persons on the books. */
    long staffRegistered();

    /** Whether its staff source said anything in the window. */
    boolean staffHeard();

    /** Persons present at the window's end. */
    long present();

    /** Distinct persons with an online IN. */
    long online();

    /** Whether it has both a capacity and anything to hold against it. */
    boolean hasUtilisation();

    /** Capacity used, Wh; meaningful if {@link #hasUtilisation}. */
    long usedWh();

    /** Capacity of the window, Wh; meaningful if {@link #hasUtilisation}. */
    long capacityWh();

    /** floor(whole × u), u being its utilisation; meaningful if {@link #hasUtilisation}. */
    long utilisationOf(long whole);

    /** Whether its utilisation is at least this share; exact; meaningful if {@link #hasUtilisation}. */
    boolean utilisationReaches(BigDecimal share);

    /** A parameter of its park's method that is a decimal number. */
    BigDecimal number(MethodParameter parameter);

    /** Which energy and baselines its park's method counts for the output rate. */
    Method.Output output();
}
