/** Recordings as they came: line by line, at the pace of their event time. */
package io.parkpulse.play;
