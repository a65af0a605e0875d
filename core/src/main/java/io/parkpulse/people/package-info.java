/**
 * People of an enterprise: check-ins and headcounts, who returned over a window and who is present at an instant.
 *
 * <p>Uses {@code model} and {@code energy}.
 */
package io.parkpulse.people;
