package io.parkpulse.enterprise;

/**
 * What was observed of one enterprise on one local day: what each daily figure is made of.
 *
 * @param epochDay the date
 * @param enterprise number of the enterprise
 * @param park id of the park that counts it
 * @param windowMs measured length of the day, milliseconds
 * @param metered whether it has meters
 * @param coveredMs milliseconds in which its meters are known
 * @param energyWh Wh
 * @param baselineWh Wh, scaled on a day that breaks off
 * @param matched whether its energy can be held against its baseline
 * @param powerResumed whether its energy reaches the method's share of the baseline
 * @param returned persons
 * @param staffRegistered persons
 * @param online persons
 * @param atWork whether it is at work, as far as is known
 * @param hasUtilisation whether it has both a capacity and anything to hold against it
 * @param usedWh Wh; 0 without utilisation
 * @param capacityWh Wh, scaled on a day that breaks off; 0 without utilisation
 */
public record EnterpriseDay(
        long epochDay,
        int enterprise,
        String park,
        long windowMs,
        boolean metered,
        long coveredMs,
        long energyWh,
        long baselineWh,
        boolean matched,
        boolean powerResumed,
        long returned,
        long staffRegistered,
        long online,
        boolean atWork,
        boolean hasUtilisation,
        long usedWh,
        long capacityWh) {}
