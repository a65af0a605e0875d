/** Services for the demo and for tests that otherwise run by themselves: the real ones, in this process. */
package io.parkpulse.embedded;
