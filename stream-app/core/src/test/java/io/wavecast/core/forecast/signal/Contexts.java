package io.wavecast.core.forecast.signal;

import io.wavecast.core.forecast.CivilTime;
import io.wavecast.core.forecast.season.Expected;
import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.forecast.season.SeasonState;
import io.wavecast.core.forecast.season.SeasonStep;

/** Contexts of observations of a series with a value a minute, near 0, that changes by 1. */
final class Contexts {
  private Contexts() {}

  static Context of(byte[] data, int n) {
    return of(data, n, 0, 1);
  }

  static Context of(byte[] data, int n, double x, double change) {
    return new Context(
        data,
        n,
        Judged.START + n * Judged.MINUTE,
        Judged.MINUTE,
        n * Judged.MINUTE,
        0,
        x,
        0,
        change,
        1,
        0.01,
        0.05,
        0,
        3,
        -3,
        0,
        false,
        Context.FirstChange.NO,
        false,
        -1,
        false,
        Errors.NONE,
        Expected.UNKNOWN,
        null,
        new SeasonStep(SeasonSettings.Mode.OFF)
            .open(SeasonState.EMPTY, CivilTime.UTC, CivilTime.UTC));
  }
}
