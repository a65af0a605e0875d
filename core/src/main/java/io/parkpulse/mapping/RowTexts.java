package io.parkpulse.mapping;

/** The texts of one row. */
@FunctionalInterface
public interface RowTexts {
    /**
     * The text at a place.
     *
     * @param place its number in {@link Mapping#places()}
     * @return null if the row has none
     */
    String text(int place);

    /** Whether that text is a number by itself, as JSON has them, so that its decimal sign is a point. */
    default boolean isNumber(int place) {
        return false;
    }

    /** Why none of the texts can be trusted to stand where it should; null if they can. */
    default String defect() {
        return null;
    }
}
