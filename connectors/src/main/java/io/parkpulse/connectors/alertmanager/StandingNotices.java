package io.parkpulse.connectors.alertmanager;

import java.util.List;

/**
 * What a writer would post again: its state.
 *
 * @param notices at most one for each set of labels
 */
record StandingNotices(List<Notice> notices) {}
