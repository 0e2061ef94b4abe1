package io.wavecast.core.forecast.deviation;

import java.util.List;

/**
 * All ways for an observation to be unusual. Each voice gives evidence in decades: the negative
 * decimal logarithm of how often a healthy series shows the like. What exceeds two decades adds up:
 *
 * <pre>
 *   sum = 2 + (sum over voices of (evidence - 2) ^ 2.2) ^ (1 / 2.2)
 * </pre>
 *
 * The exponent is above 2 because voices hear the same event: a high value is a large error too.
 *
 * <p>Stateless and thread-safe.
 */
final class Voices {
  /** Evidence that counts only if it is the largest, in decades. */
  static final double COMMON = 2;

  private static final double EXPONENT = 2.2;

  private static final Voice[] VOICES = Voice.values();

  /** Offset of the histogram of the values. */
  static final int HISTOGRAM = Changes.SIZE;

  private final Family[] families;
  private final int[] offsets;
  private final int flatRuns;
  final int size;

  /** The first family must be {@link Gaps}. */
  Voices(List<Family> families) {
    this.families = families.toArray(new Family[0]);
    offsets = new int[this.families.length];
    int at = Changes.SIZE;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = at;
      at += this.families[i].size();
    }
    size = at;
    flatRuns = offset(FlatRuns.class);
  }

  /** The offset of a family's memory in that of all; -1 if it is not among them. */
  int offset(Class<? extends Family> family) {
    for (int i = 0; i < families.length; i++) {
      if (families[i].getClass() == family) {
        return offsets[i];
      }
    }
    return -1;
  }

  /**
   * Judges an observation.
   *
   * @return its evidence, in decades
   */
  double listen(Sample s) {
    s.clear();
    Changes.listen(s, s.layout.voices);
    s.flatFor = FlatRuns.run(s, s.layout.voices + flatRuns);
    if (s.n > 1) {
      for (int i = 0; i < families.length; i++) {
        families[i].listen(s, s.layout.voices + offsets[i]);
      }
    }
    return s.isFirstChange ? Math.min(Changes.mostOfFirst(s), sum(s)) : sum(s);
  }

  /** The evidence of all voices of a sample together, in decades. */
  static double sum(Sample s) {
    double largest = s.evidence(s.loudest());
    if (largest <= COMMON) {
      return largest;
    }
    double sum = 0;
    for (Voice voice : VOICES) {
      sum += power(s, voice);
    }
    return COMMON + StrictMath.pow(sum, 1 / EXPONENT);
  }

  private static double power(Sample s, Voice voice) {
    return StrictMath.pow(Math.max(0, s.evidence(voice) - COMMON), EXPONENT);
  }

  /** Learns from an observation that belongs to no anomaly. */
  void learn(Sample s) {
    Changes.learn(s, s.layout.voices);
    for (int i = 0; i < families.length; i++) {
      families[i].learn(s, s.layout.voices + offsets[i]);
    }
  }

  /** Learns at the end of an anomaly what is not in a tail. */
  void accept(Sample s) {
    for (int i = 0; i < families.length; i++) {
      families[i].accept(s, s.layout.voices + offsets[i]);
    }
  }

  /** Takes the level at which an anomaly was given up for a usual one. */
  void giveUp(Sample s) {
    for (int i = 0; i < families.length; i++) {
      families[i].giveUp(s, s.layout.voices + offsets[i]);
    }
  }

  /** Forgets what was learned from the errors of a model, which another one has replaced. */
  void forgetModel(byte[] data, Layout layout) {
    for (int i = 0; i < families.length; i++) {
      families[i].forgetModel(data, layout, layout.voices + offsets[i]);
    }
  }

  /** The code of a voice in the state; never changes. */
  static int code(Voice voice) {
    return switch (voice) {
      case NONE -> 0;
      case FORECAST -> 1;
      case LEAD_TIMES -> 2;
      case VALUE -> 3;
      case FLAT -> 4;
      case NOISE -> 5;
      case GAP -> 6;
      case STATE -> 7;
      case TIME_OF_DAY -> 8;
      case NEW -> 9;
    };
  }

  /** The voice of a code. */
  static Voice of(int code) {
    for (Voice voice : VOICES) {
      if (code(voice) == code) {
        return voice;
      }
    }
    throw new IllegalArgumentException("code of a voice must be in 0..9, got: " + code);
  }
}
