package io.wavecast.core.forecast.deviation;

import java.util.ArrayList;
import java.util.List;

/** How much state is kept of each series. */
enum Profile {
  /** All voices, and every forecast until all its lead times are judged. */
  FULL(
      Feature.values().length,
      Layout.LEADS,
      new Novelty(256, 128),
      new LeadErrors(),
      new Dwell(),
      new TimeOfDay(),
      new TimeOfWeek());

  /** The number of features, the first ones of {@link Feature}. */
  final int features;

  @SuppressWarnings("ImmutableEnumChecker") // only final numbers
  final Novelty novelty;

  @SuppressWarnings("ImmutableEnumChecker") // only final numbers and stateless objects
  final Voices voices;

  @SuppressWarnings("ImmutableEnumChecker") // only final numbers
  final Layout layout;

  Profile(int features, int origins, Novelty novelty, Family... more) {
    this.features = features;
    this.novelty = novelty;
    List<Family> families =
        new ArrayList<>(
            List.of(
                new Gaps(),
                new ForecastErrors(),
                new Records(),
                new FlatRuns(),
                new Noise(),
                novelty));
    families.addAll(List.of(more));
    this.voices = new Voices(families);
    this.layout = new Layout(features, voices.size, origins);
  }
}
