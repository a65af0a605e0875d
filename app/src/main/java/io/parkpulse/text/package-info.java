/**
 * Text in the columns of a terminal.
 *
 * <p>Uses JLine for the width of characters.
 */
package io.parkpulse.text;
