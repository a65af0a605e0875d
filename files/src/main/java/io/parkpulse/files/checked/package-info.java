/**
 * Files that people write, read and checked whole: all problems at once, with file, line, what stands there and what was
 * expected.
 */
package io.parkpulse.files.checked;
