/** The index job as a system that runs without end: streams in, figures out, told while they are open and again when they change. */
package io.parkpulse.live;
