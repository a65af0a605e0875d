/**
 * Rules over figures and event time, the alerts that follow, and what they say in four languages.
 *
 * <p>Uses {@code index}, {@code roster} and {@code catalogue}.
 */
package io.parkpulse.alerts;
