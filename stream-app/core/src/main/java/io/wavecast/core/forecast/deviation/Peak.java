package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;

/** The highest score for some time: the start of an event. */
final class Peak {
  /** Within this many observations after a peak, only a higher score counts as a peak. */
  static final int SPAN = 100;

  private Peak() {}

  /** Takes in a score; returns whether it is a peak. */
  static boolean found(byte[] data, float score) {
    int since = Math.min((short) Layout.SHORT.get(data, Layout.SINCE_PEAK) + 1, SPAN + 1);
    float highest = since > SPAN ? 0 : getFloat(data, Layout.PEAK_SCORE);
    boolean peak = score > highest;
    putFloat(data, Layout.PEAK_SCORE, peak ? score : highest);
    Layout.putShort(data, Layout.SINCE_PEAK, peak ? 0 : since);
    return peak;
  }
}
