package io.parkpulse.simulator;

import io.parkpulse.model.Process;

/**
 * Industries of the parks: shape of the day's load, shifts, kind of process, energy a head.
 *
 * <p>The shapes are drawn by hand after what such works look like; no published source gives them. Weights are of the
 * load at each full hour, 100 at its peak.
 */
enum Industry {
    /** Presses and paint shops in two shifts, with the changes at eight. */
    AUTO("auto", "汽车零部件", Shifts.TWO, Process.DISCRETE, 38, new int[] {
        74, 74, 72, 72, 72, 74, 76, 70, 90, 99, 100, 98, 86, 94, 99, 100, 98, 96, 92, 78, 80, 82, 80, 76
    }),
    /** Assembly lines and clean rooms in two shifts. */
    ELECTRONICS("electronics", "电子信息", Shifts.TWO, Process.DISCRETE, 30, new int[] {
        80, 80, 79, 79, 79, 80, 80, 78, 90, 97, 100, 99, 93, 96, 99, 100, 99, 97, 94, 84, 86, 87, 85, 82
    }),
    /** Fabs: almost flat, air handling never stops. */
    SEMICONDUCTOR("semiconductor", "集成电路", Shifts.THREE, Process.CONTINUOUS, 110, new int[] {
        95, 95, 95, 94, 94, 95, 95, 96, 98, 99, 100, 100, 99, 100, 100, 100, 99, 99, 98, 97, 97, 96, 96, 95
    }),
    /** Machine tools in one shift, with a noon that shows. */
    EQUIPMENT("equipment", "装备制造", Shifts.DAY, Process.DISCRETE, 26, new int[] {
        16, 15, 15, 15, 15, 17, 22, 48, 84, 97, 100, 92, 56, 84, 98, 99, 94, 74, 42, 32, 26, 22, 19, 17
    }),
    /** Reactors and columns: flat, a little more in the cheap hours of the night. */
    CHEMICALS("chemicals", "化工", Shifts.THREE, Process.CONTINUOUS, 130, new int[] {
        100, 100, 100, 100, 99, 98, 97, 94, 93, 93, 93, 93, 95, 94, 93, 93, 93, 93, 92, 92, 93, 95, 98, 99
    }),
    /** Furnaces and kilns. */
    MATERIALS("new-materials", "新材料", Shifts.THREE, Process.CONTINUOUS, 90, new int[] {
        99, 100, 100, 100, 99, 98, 96, 93, 94, 96, 96, 95, 94, 95, 96, 95, 94, 92, 90, 90, 92, 95, 97, 98
    }),
    /** Warehouses and forwarders. */
    LOGISTICS("logistics", "物流", Shifts.TWO, Process.LABOUR, 14, new int[] {
        58, 56, 56, 60, 68, 80, 92, 98, 100, 98, 95, 92, 84, 88, 92, 94, 96, 99, 100, 96, 88, 78, 68, 62
    }),
    /** Offices and servers. */
    SOFTWARE("software", "软件", Shifts.DAY, Process.OFFICE, 6, new int[] {
        34, 32, 32, 32, 32, 33, 36, 48, 76, 94, 100, 99, 90, 93, 99, 100, 98, 92, 78, 66, 58, 50, 42, 37
    }),
    /** Laboratories: refrigerators and hoods by night. */
    BIOTECH("biotech", "生物医药", Shifts.DAY, Process.OFFICE, 20, new int[] {
        55, 54, 54, 54, 54, 55, 58, 68, 84, 95, 100, 99, 92, 95, 99, 100, 97, 90, 78, 70, 65, 61, 58, 56
    }),
    /** Cooking before dawn, cold rooms always. */
    FOOD("food", "食品", Shifts.TWO, Process.LABOUR, 20, new int[] {
        62, 62, 66, 74, 86, 95, 100, 100, 98, 96, 95, 94, 88, 90, 92, 92, 90, 86, 82, 78, 74, 70, 66, 63
    }),
    /** Machining and test stands in one long shift. */
    AEROSPACE("aerospace", "航空", Shifts.DAY, Process.DISCRETE, 28, new int[] {
        22, 21, 21, 21, 21, 22, 26, 50, 82, 95, 100, 96, 64, 86, 98, 100, 96, 80, 56, 44, 36, 30, 26, 23
    }),
    /** Winders, pumps and fans: the third shift repairs. */
    MINING("mining", "煤炭", Shifts.THREE, Process.CONTINUOUS, 95, new int[] {
        96, 97, 97, 96, 94, 92, 90, 92, 95, 97, 98, 97, 94, 92, 93, 96, 98, 99, 100, 99, 98, 97, 95, 95
    }),
    /** Spinning and sewing. */
    TEXTILE("textile", "纺织", Shifts.TWO, Process.LABOUR, 18, new int[] {
        78, 78, 77, 77, 77, 78, 78, 74, 92, 99, 100, 98, 84, 94, 99, 100, 98, 96, 90, 78, 80, 82, 81, 79
    }),
    /** Shops and wholesale. */
    TRADE("trade", "商贸", Shifts.DAY, Process.OFFICE, 8, new int[] {
        26, 25, 25, 25, 25, 26, 30, 44, 70, 90, 98, 100, 96, 96, 98, 98, 98, 97, 94, 84, 66, 46, 34, 28
    });

    /** What a site draws when it stands still: light at night, a little heating, the guard. */
    static final LoadCurve IDLE = LoadCurve.ofHours(
            100, 100, 100, 100, 100, 98, 94, 86, 80, 78, 76, 76, 76, 76, 76, 78, 80, 88, 96, 100, 100, 100, 100, 100);

    private final String id;
    private final String chinese;
    private final Shifts shifts;
    private final Process process;
    private final int kilowattHoursPerHead;
    private final LoadCurve[] curves = new LoadCurve[SiteKind.values().length];

    Industry(String id, String chinese, Shifts shifts, Process process, int kilowattHoursPerHead, int[] hours) {
        this.id = id;
        this.chinese = chinese;
        this.shifts = shifts;
        this.process = process;
        this.kilowattHoursPerHead = kilowattHoursPerHead;
        for (SiteKind kind : SiteKind.values()) {
            curves[kind.ordinal()] = LoadCurve.ofHours(kind.mixedWith(hours));
        }
    }

    /** The word in the registry. */
    String id() {
        return id;
    }

    /** The word in an enterprise's name. */
    String chinese() {
        return chinese;
    }

    Shifts shifts() {
        return shifts;
    }

    Process process() {
        return process;
    }

    /** Energy of a mean day for each person on the books. */
    int kilowattHoursPerHead() {
        return kilowattHoursPerHead;
    }

    /** The load of a day on which work is done. */
    LoadCurve curve(SiteKind kind) {
        return curves[kind.ordinal()];
    }
}
