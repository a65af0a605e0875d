/**
 * What one enterprise counts with in the figures of its scopes, and why: what explanations of figures are made of.
 *
 * <p>Uses output, index, model and catalogue.
 */
package io.parkpulse.breakdown;
