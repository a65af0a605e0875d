package io.parkpulse.live;

import io.parkpulse.enterprise.EnterpriseDay;

/**
 * A local day of an enterprise that has ended.
 *
 * @param enterprise its id
 * @param from where the day begins, epoch milliseconds
 * @param day what was observed
 */
public record EnterprisePoint(String enterprise, long from, EnterpriseDay day) {}
