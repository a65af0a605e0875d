/**
 * What each measure is called and how it is read, in four languages, and the schema of what is stored.
 *
 * <p>Uses {@code index}, {@code model} and {@code roster}.
 */
package io.parkpulse.catalogue;
