/**
 * Makes the Grafana boards from the catalogue.
 *
 * <p>Uses the core and Jackson.
 */
package io.parkpulse.grafana;
