/** Flink inside this process: what it may open, and to whom. It knows nothing of parks. */
package io.parkpulse.connectors.cluster;
