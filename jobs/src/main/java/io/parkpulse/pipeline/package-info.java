/**
 * The Flink operators, thin: they call the core. {@link io.parkpulse.pipeline.IndexWorkflow} wires them for replays
 * and live jobs alike.
 *
 * <p>Uses the core and Flink.
 */
package io.parkpulse.pipeline;
