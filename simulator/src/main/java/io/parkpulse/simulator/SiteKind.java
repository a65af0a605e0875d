package io.parkpulse.simulator;

/** 独立厂区、商贸物流、楼宇经济: the kinds of sites of the Kunming article, and how their buildings add to the load. */
enum SiteKind {
    /** A factory of its own: the load is the industry's. */
    OWN_SITE("own-site", 0, new int[24]),
    /** Halls and docks: trucks in the early morning and in the evening, cold rooms all night. */
    TRADE_LOGISTICS("trade-logistics", 50, new int[] {
        60, 60, 62, 66, 74, 86, 96, 100, 98, 94, 90, 86, 80, 84, 88, 90, 92, 96, 100, 98, 90, 80, 70, 64
    }),
    /** Floors of an office building: lifts, light and air conditioning from eight to seven. */
    OFFICE_BUILDING("office-building", 60, new int[] {
        18, 18, 18, 18, 18, 20, 28, 52, 84, 98, 100, 98, 88, 92, 98, 98, 94, 84, 62, 46, 36, 28, 22, 20
    });

    private final String id;
    private final int percent;
    private final int[] hours;

    SiteKind(String id, int percent, int[] hours) {
        this.id = id;
        this.percent = percent;
        this.hours = hours;
    }

    /** The word in the registry. */
    String id() {
        return id;
    }

    /** The weights of an industry's hours, mixed with the building's own. */
    int[] mixedWith(int[] industry) {
        int[] mixed = new int[24];
        for (int hour = 0; hour < 24; hour++) {
            mixed[hour] = industry[hour] * (100 - percent) + hours[hour] * percent;
        }
        return mixed;
    }
}
