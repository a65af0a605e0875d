/**
 * The registry, methods, rules and settings, read from files and topics and checked: all problems at once, with file,
 * line and column.
 *
 * <p>Uses the core, fastcsv and SnakeYAML Engine. No Flink.
 */
package io.parkpulse.registry;
