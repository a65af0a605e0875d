package io.parkpulse.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkpulse.index.Fraction;
import io.parkpulse.roster.Roster;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclarationTest {
    private static final long AT = Instant.parse("2020-03-16T01:00:00Z").toEpochMilli();
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private static Declaration read(String line) throws Declaration.MalformedException {
        return Declaration.read(line.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aParkDeclaresAPercentageAndAnEnterpriseWhetherItWorks() throws Exception {
        assertThat(read("{\"park\":\"P\",\"at\":\"2020-03-16T09:00:00+08:00\",\"resumed\":99.5,\"by\":{\"x\":[1]}}"))
                .isEqualTo(new Declaration(true, "P", AT, new BigDecimal("99.5")));
        assertThat(read("{\"enterprise\":\"E\",\"at\":" + AT + ",\"resumed\":true}"))
                .isEqualTo(new Declaration(false, "E", AT, BigDecimal.valueOf(100)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', textBlock = """
            [1]                                                  # expected one JSON object
            {'park':'P','at':1584320400000,'resumed':1} {}       # expected one JSON object on the line
            {'at':1584320400000,'resumed':1}                     # expected either park or enterprise
            {'park':'P','enterprise':'E','at':1584320400000,'resumed':1} # expected either park or enterprise
            {'park':' ','at':1584320400000,'resumed':1}          # park: expected an id
            {'park':'P','resumed':1}                             # at: expected a time
            {'park':'P','at':'2020-03-16T09:00:00','resumed':1}  # at: expected a time with offset
            {'park':'P','at':7,'resumed':1}                      # at: expected a time with offset
            {'park':'P','at':1584320400000,'resumed':101}        # resumed: expected a percentage from 0 to 100
            {'park':'P','at':1584320400000,'resumed':-1}         # resumed: expected a percentage from 0 to 100
            {'park':'P','at':1584320400000,'resumed':'all'}      # resumed: expected a percentage from 0 to 100
            {'park':'P','at':1584320400000,'resumed':true}       # resumed: expected a percentage from 0 to 100, of a park
            {'enterprise':'E','at':1584320400000,'resumed':50}   # resumed: expected true or false, of an enterprise
            """)
    void aLineThatIsNoDeclarationSaysWhatWasExpected(String line, String expected) {
        assertThatThrownBy(() -> read(line.replace('\'', '"')))
                .isInstanceOf(Declaration.MalformedException.class)
                .hasMessageStartingWith(expected);
    }

    @Test
    void theOrderOfDeclarationsDoesNotMatter() {
        Declaration[] all = {
            new Declaration(true, "A", AT, BigDecimal.valueOf(70)),
            new Declaration(true, "A", AT, BigDecimal.valueOf(80)),
            new Declaration(true, "A", AT - 1, BigDecimal.valueOf(90))
        };
        for (int first = 0; first < all.length; first++) {
            Declarations declarations = new Declarations(Roster.of(Parks.registry(1, "A")));
            for (int i = 0; i < all.length; i++) {
                declarations.add(all[(first + i) % all.length]);
            }
            assertThat(declarations.of("A", AT, 1000, 10, HALF)).isEqualByComparingTo(Fraction.of(80, 1));
            assertThat(declarations.of("A", AT + 1000, 1000, 10, HALF)).isNull();
        }
    }

    @Test
    void enterprisesMakeUpTheirParkWhereEnoughOfThemDeclare() {
        Declarations declarations = new Declarations(Roster.of(Parks.registry(1, "A", "B")));
        declarations.add(new Declaration(false, "E-A", AT, BigDecimal.valueOf(100)));
        declarations.add(new Declaration(false, "nobody", AT, BigDecimal.valueOf(100)));

        assertThat(declarations.of("A", AT, 1000, 2, HALF)).isEqualByComparingTo(Fraction.of(100, 1));
        assertThat(declarations.of("A", AT, 1000, 3, HALF)).isNull();
        assertThat(declarations.of("B", AT, 1000, 1, HALF)).isNull();
        declarations.add(new Declaration(true, "A", AT, BigDecimal.valueOf(40)));
        assertThat(declarations.of("A", AT, 1000, 2, HALF)).isEqualByComparingTo(Fraction.of(40, 1));
    }
}
