package io.parkpulse.roster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeNamesTest {

    @ParameterizedTest
    @CsvSource({
        // name, place, part, dimension, park, region, across parks
        "all, all, '', , '', '', false",
        "all/industry:chemicals, all, /industry:chemicals, INDUSTRY, '', '', true",
        "region:jiangsu, region:jiangsu, '', , '', jiangsu, false",
        "region:jiangsu/class:2, region:jiangsu, /class:2, CLASS, '', jiangsu, true",
        "region:jiangsu/su-zhou/batch:1, region:jiangsu/su-zhou, /batch:1, BATCH, '', jiangsu/su-zhou, true",
        "park:P1, park:P1, '', , P1, '', false",
        "park:P1/tier:a/b, park:P1, /tier:a/b, TIER, P1, '', false",
        "park:P/1/grid:a/b, park:P/1, /grid:a/b, GRID, P/1, '', false",
        // A park has no parts by class, nor a region by grid: these belong to the id and to the path.
        "park:P1/class:2, park:P1/class:2, '', , P1/class:2, '', false",
        "region:a/grid:b, region:a/grid:b, '', , '', a/grid:b, false",
    })
    void aNameSaysWhichPlaceAndWhichPartOfIt(
            String name, String place, String part, Dimension dimension, String park, String region, boolean across) {
        assertThat(ScopeNames.placeOf(name)).isEqualTo(place);
        assertThat(ScopeNames.partOf(name)).isEqualTo(part);
        assertThat(ScopeNames.dimensionOf(name).orElse(null)).isEqualTo(dimension);
        assertThat(ScopeNames.parkOf(name)).isEqualTo(park);
        assertThat(ScopeNames.regionOf(name)).isEqualTo(region);
        assertThat(ScopeNames.isAcrossParks(name)).isEqualTo(across);
    }
}
