/**
 * The registry, numbered: enterprises in groups, scopes with their members.
 *
 * <p>Uses {@code model} and {@code index}.
 */
package io.parkpulse.roster;
