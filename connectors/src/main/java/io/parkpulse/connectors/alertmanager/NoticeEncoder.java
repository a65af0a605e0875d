package io.parkpulse.connectors.alertmanager;

import java.io.Serializable;

/**
 * Makes a notice of an element.
 *
 * @param <T> the element
 */
@FunctionalInterface
public interface NoticeEncoder<T> extends Serializable {
    /** The notice, or null for an element of which nobody is to be notified. */
    Notice encode(T element);
}
