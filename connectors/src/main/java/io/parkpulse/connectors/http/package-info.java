/**
 * What sinks that talk HTTP have in common: requests that are sent again until they are answered for good, secrets, and who may
 * ask a server of this machine.
 *
 * <p>Knows nothing of parks.
 */
package io.parkpulse.connectors.http;
