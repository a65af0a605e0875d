/** What a replay wrote, as tables for other programs. */
package io.parkpulse.export;
