/**
 * The commands of {@code ./parkpulse}. Nothing depends on this package.
 *
 * <p>Uses everything, and picocli.
 */
package io.parkpulse.cli;
