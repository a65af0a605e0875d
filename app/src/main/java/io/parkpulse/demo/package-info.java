/** The whole system in one process, with simulated parks as live streams. */
package io.parkpulse.demo;
