package io.parkpulse.model;

/**
 * The kind of an enterprise's work: how much energy and staffing weigh in its capacity utilisation.
 *
 * <p>Weights are tenths. The figures are a proposal of this project; no published source gives any.
 */
public enum Process {
    /** Furnaces, fabs, mines: energy alone. */
    CONTINUOUS(10, 0),
    /** Discrete, largely automatic manufacture. */
    DISCRETE(7, 3),
    /** Labour-intensive manufacture. */
    LABOUR(4, 6),
    /** Offices and laboratories. */
    OFFICE(2, 8);

    private final int energyWeight;
    private final int staffWeight;

    Process(int energyWeight, int staffWeight) {
        this.energyWeight = energyWeight;
        this.staffWeight = staffWeight;
    }

    /** Weight of the energy half, in tenths. */
    public int energyWeight() {
        return energyWeight;
    }

    /** Weight of the staffing half, in tenths. */
    public int staffWeight() {
        return staffWeight;
    }
}
