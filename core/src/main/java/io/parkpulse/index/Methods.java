package io.parkpulse.index;

import io.parkpulse.message.Message;
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
    private static final Map<String, Method> BUILT_IN = builtIns();

    private Methods() {}

    /** By id, in the order in which they are documented; {@link Method#DEFAULT_ID} comes first. */
    public static Map<String, Method> builtIn() {
        return BUILT_IN;
    }

    /** What the source of a built-in method states, and what it does not. */
    public static Message remark(String id) {
        return Message.of("method_remark." + id);
    }

    private static Map<String, Method> builtIns() {
        Map<String, Method> methods = new LinkedHashMap<>();
        add(
                methods,
                Method.of("zhejiang-2020")
                        .from(
                                "State Grid Zhejiang, 企业复工电力指数, explained with the figures of 2020-02-10 (a repost)",
                                "http://art.whsxdl.com/view-162.html"));
        add(
                methods,
                Method.of("wuhan-2020")
                        .with(MethodParameter.OUTPUT, Output.ALL)
                        .from("State Grid Wuhan, 企业复工电力指数 dashboard, panel 指标说明 (its published front-end source)", ""));
        add(
                methods,
                Method.of("sichuan-2020")
                        .with(MethodParameter.COMPARATOR, Comparator.GT)
                        .with(MethodParameter.OUTPUT, Output.ALL)
                        .with(MethodParameter.DECIMALS, 0)
                        .from(
                                "State Grid Guangyuan (Sichuan), 2020-02-24 (a repost)",
                                "http://www.qinzhiqiang.com/archives/76984.html"));
        add(
                methods,
                Method.of("jiangsu-2020")
                        .with(MethodParameter.COMPARATOR, Comparator.GT)
                        .with(MethodParameter.OUTPUT, Output.ALL)
                        .with(MethodParameter.DECIMALS, 1)
                        .from(
                                "Jiangsu provincial department of industry (MIIT), in 交汇点, 2020-02-27 (a repost)",
                                "http://www.dingqianjf.com/news/show/236/1460625_0.html"));
        add(
                methods,
                Method.of("binhai-2020")
                        .with(MethodParameter.OUTPUT, Output.ALL)
                        .with(MethodParameter.ROUNDING, RoundingMode.FLOOR)
                        .with(MethodParameter.DECIMALS, 1)
                        .with(MethodParameter.COUNT_ONLINE, true)
                        .from("浜海―中関村企業の生産再開率が87.2%, 津滨网, 2020-03-18", ""));
        return Collections.unmodifiableMap(methods);
    }

    private static void add(Map<String, Method> methods, Method method) {
        methods.put(method.id(), method);
    }
}
