package io.parkpulse.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.index.Methods;
import io.parkpulse.model.Method;
import io.parkpulse.model.MethodParameter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.Charset;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodsFileTest {
    @TempDir
    Path dir;

    RegistryFiles files;

    @BeforeEach
    void soundRegistry() {
        files = new RegistryFiles(dir);
    }

    @Test
    void aMethodMaySetEveryParameter() {
        files.methods(
                "strict-2026:",
                "  threshold: \"0.50\"",
                "  comparator: GT",
                "  output: RESUMED_ONLY",
                "  weight_work: 0.4",
                "  weight_output: '0.6'",
                "  rounding: FLOOR",
                "  decimals: 3",
                "  index_decimals: \"1\"",
                "  trim_zeros: true",
                "  delta: PRINTED",
                "  count_online: true",
                "  coverage_gate: 0.95",
                "  scope_gate: 0",
                "  target: 0.5",
                "  utilisation_cap: 1.50",
                "  source: {text: made up, link: 'https://example.org/strict'}");

        assertThat(files.read().registry().methods().get("strict-2026"))
                .isEqualTo(Method.of("strict-2026")
                        .with(MethodParameter.THRESHOLD, new BigDecimal("0.50"))
                        .with(MethodParameter.COMPARATOR, Method.Comparator.GT)
                        .with(MethodParameter.OUTPUT, Method.Output.RESUMED_ONLY)
                        .with(MethodParameter.WEIGHT_WORK, new BigDecimal("0.4"))
                        .with(MethodParameter.WEIGHT_OUTPUT, new BigDecimal("0.6"))
                        .with(MethodParameter.ROUNDING, RoundingMode.FLOOR)
                        .with(MethodParameter.DECIMALS, 3)
                        .with(MethodParameter.INDEX_DECIMALS, 1)
                        .with(MethodParameter.TRIM_ZEROS, true)
                        .with(MethodParameter.DELTA, Method.Delta.PRINTED)
                        .with(MethodParameter.COUNT_ONLINE, true)
                        .with(MethodParameter.COVERAGE_GATE, new BigDecimal("0.95"))
                        .with(MethodParameter.SCOPE_GATE, BigDecimal.ZERO)
                        .with(MethodParameter.TARGET, new BigDecimal("0.5"))
                        .with(MethodParameter.UTILISATION_CAP, new BigDecimal("1.50"))
                        .from("made up", "https://example.org/strict"));
    }

    @Test
    void whatIsAbsentComesFromTheBuiltInOfThatIdElseFromZhejiang() {
        files.methods("binhai-2020:", "  decimals: 2", "  rounding: ~", "mine:", "  source: a memo", "bare:");
        Method binhai = Methods.builtIn().get("binhai-2020");
        Method zhejiang = Methods.builtIn().get("zhejiang-2020");

        var methods = files.read().registry().methods();

        assertThat(methods.get("binhai-2020")).isEqualTo(binhai.with(MethodParameter.DECIMALS, 2));
        assertThat(methods.get("mine")).isEqualTo(zhejiang.named("mine").from("a memo", ""));
        assertThat(methods.get("mine").sourceText()).isEqualTo("a memo");
        assertThat(methods.get("mine").sourceLink()).isEmpty();
        assertThat(methods.get("bare")).isEqualTo(zhejiang.named("bare"));
    }

    @Test
    void aParkMayUseAMethodOfTheFile() {
        files.parks("park_id,method", "P1,mine", "P2,");
        files.methods("mine: {decimals: 0}");

        assertThat(files.read().registry().parks().get(0).method()).isEqualTo("mine");
    }

    @Test
    void methodsAloneKeepTheirOrder() throws RegistryException {
        files.methods("z-first: {}", "wuhan-2020: {}", "a-second: {}");

        assertThat(RegistryReader.readMethods(dir).keySet())
                .containsExactly(
                        "zhejiang-2020",
                        "wuhan-2020",
                        "sichuan-2020",
                        "jiangsu-2020",
                        "binhai-2020",
                        "z-first",
                        "a-second");
    }

    @Test
    void aFileOfCommentsHasNoMethods() {
        files.methods("# none yet");

        assertThat(files.read().registry().methods()).isEqualTo(Methods.builtIn());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "threshold: -0.1 | m.threshold \"-0.1\": expected a decimal number of at least 0",
                "threshold: [1] | m.threshold \"a sequence\": expected a decimal number of at least 0",
                "threshold: 30 % | m.threshold \"30 %\": expected a decimal number of at least 0",
                "comparator: ge | m.comparator \"ge\": expected one of GE, GT",
                "output: SOME | m.output \"SOME\": expected one of ALL, RESUMED_OVER_ALL, RESUMED_ONLY",
                "weight_work: x | m.weight_work \"x\": expected a decimal number of at least 0",
                "weight_output: .inf | m.weight_output \".inf\": expected a decimal number of at least 0",
                "rounding: HALF_EVEN | m.rounding \"HALF_EVEN\": expected one of FLOOR, HALF_UP",
                "decimals: 1.5 | m.decimals \"1.5\": expected a whole number from 0 to 9",
                "index_decimals: 10 | m.index_decimals \"10\": expected a whole number from 0 to 9",
                "count_online: yes | m.count_online \"yes\": expected one of true, false",
                "coverage_gate: 1.01 | m.coverage_gate \"1.01\": expected a decimal number from 0 to 1",
                "scope_gate: -1 | m.scope_gate \"-1\": expected a decimal number from 0 to 1",
                "trim_zeros: 1 | m.trim_zeros \"1\": expected one of true, false",
                "delta: ROUNDED | m.delta \"ROUNDED\": expected one of EXACT, PRINTED",
                "target: 10.01 | m.target \"10.01\": expected a decimal number from 0 to 10",
                "utilisation_cap: 0.99 | m.utilisation_cap \"0.99\":"
                        + " expected a decimal number from 1 to 10, of at most 15 decimals",
                "utilisation_cap: 10.1 | m.utilisation_cap \"10.1\":"
                        + " expected a decimal number from 1 to 10, of at most 15 decimals",
                "utilisation_cap: 1.0000000000000001 | m.utilisation_cap \"1.0000000000000001\":"
                        + " expected a decimal number from 1 to 10, of at most 15 decimals",
                "source: [a] | m.source \"a sequence\": expected a text, or a map of text and link",
                "source: {url: a} | m.source.url: expected one of link, text",
                "source: {link: [a]} | m.source.link \"a sequence\": expected a text",
                "treshold: 0.3 | m.treshold: expected one of comparator, count_online, coverage_gate, decimals,"
                        + " delta, index_decimals, output, rounding, scope_gate, source, target, threshold, trim_zeros,"
                        + " utilisation_cap, weight_output, weight_work",
            })
    void aBadParameterIsAProblemOfItsLine(String parameter, String problem) {
        files.methods("# a comment", "m:", "  " + parameter);

        assertThat(files.problems()).containsExactly("methods.yaml:3: " + problem);
    }

    @Test
    void everyBadParameterIsReportedAndTheMethodIsKnownAllTheSame() {
        files.parks("park_id,method", "P1,m", "P2,n");
        files.methods("m:", "  decimals: -1", "  rounding: UP", "n: 5", "m: {}", "o: {decimals: 1, decimals: 2}");

        assertThat(files.problems())
                .containsExactly(
                        "methods.yaml:2: m.decimals \"-1\": expected a whole number from 0 to 9",
                        "methods.yaml:3: m.rounding \"UP\": expected one of FLOOR, HALF_UP",
                        "methods.yaml:4: n \"5\": expected a map of parameters",
                        "methods.yaml:5: m: expected each key once; line 1 has it",
                        "methods.yaml:6: o.decimals: expected each key once; line 6 has it");
    }

    @Test
    void notBothWeightsAreZero() {
        files.methods("m:", "  weight_work: 0", "  weight_output: 0.0", "n:", "  weight_work: 0");

        assertThat(files.problems())
                .containsExactly("methods.yaml:3: m.weight_output \"0.0\":"
                        + " expected a weight above 0, as the other one is 0");
    }

    @Test
    void whatIsNoYamlIsOneProblemWithItsLine() {
        files.parks("park_id,method", "P1,m", "P2,");
        files.methods("m:", "  decimals: [1", "n: 2");

        assertThat(files.problems()).singleElement().asString().startsWith("methods.yaml:3: while parsing a flow");
        files.methods("m: {}", "n: \u0001");
        assertThat(files.problems())
                .singleElement()
                .asString()
                .startsWith("methods.yaml:2: ")
                .contains("special characters are not allowed");
        files.methods("- m");
        assertThat(files.problems())
                .containsExactly("methods.yaml:1: a sequence: expected a map of method ids to parameters");
    }

    @Test
    void bytesThatAreNotUtf8AreAProblemAndHideNoOther() {
        files.bytes("methods.yaml", "m:\n  source: 津滨网\n  decimals: x\n".getBytes(Charset.forName("GBK")));

        assertThat(files.problems())
                .containsExactly(
                        "methods.yaml:2: byte 0xBD: expected UTF-8",
                        "methods.yaml:3: m.decimals \"x\": expected a whole number from 0 to 9");
    }
}
