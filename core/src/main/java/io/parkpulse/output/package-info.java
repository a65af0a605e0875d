/** The lines of outputs, as files and topics hold them. */
package io.parkpulse.output;
