package io.parkpulse.index;

import io.parkpulse.model.Method;
import io.parkpulse.model.Method.Comparator;
import io.parkpulse.model.Method.Output;
import io.parkpulse.model.MethodParameter;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The built-in methods: how five publishers of early 2020 computed and printed their figures.
 *
 * <p>Publications say less than a program has to know. What a source leaves open is filled in here, in the way that the
 * others publish, and {@link #remark} says so for each method. The two gates are this project's own in all of them: no
 * source says what became of enterprises whose meters were silent.
 */
public final class Methods {
    private static final Map<String, BuiltIn> BUILT_IN = builtIns();

    private Methods() {}

    /** By id, in the order in which they are documented; {@link Method#DEFAULT_ID} comes first. */
    public static Map<String, Method> builtIn() {
        Map<String, Method> methods = new LinkedHashMap<>();
        BUILT_IN.forEach((id, builtIn) -> methods.put(id, builtIn.method));
        return Collections.unmodifiableMap(methods);
    }

    /** What the source of a built-in method states, and what it does not; empty for any other id. */
    public static String remark(String id) {
        BuiltIn builtIn = BUILT_IN.get(id);
        return builtIn == null ? "" : builtIn.remark;
    }

    private record BuiltIn(Method method, String remark) {}

    private static Map<String, BuiltIn> builtIns() {
        Map<String, BuiltIn> methods = new LinkedHashMap<>();
        add(
                methods,
                Method.of("zhejiang-2020")
                        .from(
                                "State Grid Zhejiang, 企业复工电力指数, explained with the figures of 2020-02-10 (a repost)",
                                "http://art.whsxdl.com/view-162.html"),
                "Stated: R and its weights; the energy of resumed enterprises over the baselines of all; the mean day"
                        + " of 2019-Q4 as the baseline (People's Daily Online words it as the same period of last year"
                        + " instead). Not stated: the threshold, taken from Wuhan; the rounding: the printed figures"
                        + " come out the same rounded and truncated.");
        add(
                methods,
                Method.of("wuhan-2020")
                        .with(MethodParameter.OUTPUT, Output.ALL)
                        .from("State Grid Wuhan, 企业复工电力指数 dashboard, panel 指标说明 (its published front-end source)", ""),
                "Stated: every formula, the threshold of 30 % and that 30 % itself is enough; the mean day of 2019-H1"
                        + " as the baseline. Not stated: the rounding. No lasting address of the panel is known.");
        add(
                methods,
                Method.of("sichuan-2020")
                        .with(MethodParameter.COMPARATOR, Comparator.GT)
                        .with(MethodParameter.OUTPUT, Output.ALL)
                        .with(MethodParameter.DECIMALS, 0)
                        .from(
                                "State Grid Guangyuan (Sichuan), 2020-02-24 (a repost)",
                                "http://www.qinzhiqiang.com/archives/76984.html"),
                "Stated: above (大于) 30 % of the mean day of 2019-12; W and P, printed side by side as whole"
                        + " percentages. 4049 of 4954 printed as 82 % shows rounding: truncated it would be 81 %. Not"
                        + " stated: an index of both; its weights are those of Wuhan.");
        add(
                methods,
                Method.of("jiangsu-2020")
                        .with(MethodParameter.COMPARATOR, Comparator.GT)
                        .with(MethodParameter.OUTPUT, Output.ALL)
                        .with(MethodParameter.DECIMALS, 1)
                        .from(
                                "Jiangsu provincial department of industry (MIIT), in 交汇点, 2020-02-27 (a repost)",
                                "http://www.dingqianjf.com/news/show/236/1460625_0.html"),
                "Stated: above (超过) 30 % of the mean day of 2019-12; W alone, to one decimal. 42.3 of 88.7 (ten"
                        + " thousand enterprises) printed as 47.7 % fits rounding, on inputs that are rounded"
                        + " themselves. Not stated: P and an index; both are those of Wuhan.");
        add(
                methods,
                Method.of("binhai-2020")
                        .with(MethodParameter.OUTPUT, Output.ALL)
                        .with(MethodParameter.ROUNDING, RoundingMode.FLOOR)
                        .with(MethodParameter.DECIMALS, 1)
                        .with(MethodParameter.COUNT_ONLINE, true)
                        .from("浜海―中関村企業の生産再開率が87.2%, 津滨网, 2020-03-18", ""),
                "Stated: 156 enterprises at work on site and about 50 online, of 236, printed as 87.2 %; 5669 of 6750"
                        + " persons back, printed as 83.9 %. No count of 236 rounds to 87.2 %, and 5669/6750 would"
                        + " round to 84.0 %: both are truncated. Those who work online count among the enterprises and"
                        + " not among the persons. Not stated: anything measured in electricity; that is as in Wuhan."
                        + " The article's address is not recorded.");
        return methods;
    }

    private static void add(Map<String, BuiltIn> methods, Method method, String remark) {
        methods.put(method.id(), new BuiltIn(method, remark));
    }
}
