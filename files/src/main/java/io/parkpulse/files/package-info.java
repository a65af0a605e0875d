/** Files of this machine: what this process may read, what it leaves behind, and who has a place for itself. */
package io.parkpulse.files;
