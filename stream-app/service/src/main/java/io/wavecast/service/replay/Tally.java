package io.wavecast.service.replay;

import io.wavecast.core.forecast.window.Arrival;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;

/** Counts what a replay reads and gives out. Not thread-safe. */
final class Tally {
  long observations;
  long duplicates;
  long late;
  long forecasts;
  long warmups;

  void add(Arrival.Kind kind) {
    observations++;
    duplicates += kind == Arrival.Kind.DUPLICATE ? 1 : 0;
    late += kind == Arrival.Kind.LATE ? 1 : 0;
  }

  void add(Event event) {
    if (event instanceof Forecast forecast) {
      forecasts++;
      warmups += forecast.warmup() ? 1 : 0;
    }
  }

  ReplayResult result() {
    return new ReplayResult(1, observations, duplicates, late, forecasts, warmups);
  }
}
