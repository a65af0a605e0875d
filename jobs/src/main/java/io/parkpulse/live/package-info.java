/** The index job as a system that runs without end: streams in, figures out, emitted while they are open and again when they change. */
package io.parkpulse.live;
