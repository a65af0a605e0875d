/**
 * What each measure is called and how it is read, in four languages, and the schema of what is stored.
 *
 * <p>Uses {@code index} and {@code model}.
 */
package io.parkpulse.catalogue;
