package io.parkpulse.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkpulse.catalogue.Sentences;
import io.parkpulse.model.Enterprise;
import io.parkpulse.model.Names;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridsFileTest {
    @TempDir
    Path dir;

    private RegistryFiles files;

    @BeforeEach
    void writeOthers() {
        files = new RegistryFiles(dir)
                .parks("park_id,region", "P1,tianjin/dongli", "P2,")
                .enterprises(
                        "enterprise_id,park_id,grid,name,name_en,name_ko",
                        "E1,P1,street-1/yard-2,一,One,",
                        "E2,P2,,二,,");
    }

    @Test
    void gridsAndRegionsHaveNamesByPath() {
        files.grids("path,name_zh,name_en", "tianjin/dongli,东丽,Dongli", "street-1,一街,", "street-1/yard-2,,Yard 2");

        RegistryReader.Result read = files.read();

        assertThat(read.registry().grids())
                .isEqualTo(Map.of(
                        "tianjin/dongli", new Names("东丽", "Dongli", "", ""),
                        "street-1", new Names("一街", "", "", ""),
                        "street-1/yard-2", new Names("", "Yard 2", "", "")));
        assertThat(read.warnings()).isEmpty();
    }

    @Test
    void enterprisesHaveNamesByLanguageBesideTheirName() {
        assertThat(files.read().registry().enterprises())
                .extracting(Enterprise::name, Enterprise::names)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("一", new Names("", "One", "", "")),
                        org.assertj.core.groups.Tuple.tuple("二", Names.NONE));
    }

    @Test
    void problemsNameFileLineFieldAndWhatWasThere() {
        files.grids(
                "path,name_zh,name_en",
                ",无,",
                "street-1,一街,",
                "street-1,又,",
                "tianjin/,天津,",
                "tianjin,,",
                " tianjin,天津,");

        assertThat(files.problems())
                .containsExactly(
                        "grids.csv:2: path \"\": expected the path of a grid or region, widest first, such as tianjin/dongli",
                        "grids.csv:4: path \"street-1\": expected a path that no other row has; line 3 has it",
                        "grids.csv:5: path \"tianjin/\": expected a path without empty levels",
                        "grids.csv:6: name_zh \"\": expected a name in at least one of name_zh, name_en, name_ja, name_ko, or no"
                                + " such row",
                        "grids.csv:7: path \" tianjin\": expected the path of a grid or region, widest first, such as"
                                + " tianjin/dongli without blanks at its edges: take away the space (U+0020) at its beginning",
                        "grids.csv:7: path \" tianjin\": expected a path that no other row has; line 6 has it");
    }

    @Test
    void aPathInWhichNobodyLiesIsWarnedOf() {
        files.grids("path,name_zh", "street-1,一街", "street-9,九街", "tianjin,天津", "jiangsu,江苏");

        assertThat(files.read().warnings())
                .extracting(Sentences.ENGLISH::of)
                .isEqualTo(List.of("grids.csv: paths in which no park and no enterprise lies: 2 (jiangsu, street-9)"));
    }
}
