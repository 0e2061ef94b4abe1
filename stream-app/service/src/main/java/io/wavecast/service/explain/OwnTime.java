package io.wavecast.service.explain;

/**
 * When one series has values, without gaps.
 *
 * @param days its time, in days
 * @param stepMs its usual step, ms; 0 where it has no two values without a gap between them
 */
public record OwnTime(double days, long stepMs) {
  static final OwnTime NONE = new OwnTime(0, 0);
}
