/**
 * A recording in, files out: the workflow over bounded input.
 *
 * <p>Uses {@code pipeline}, {@code registry} and the connector for lines.
 */
package io.parkpulse.replay;
