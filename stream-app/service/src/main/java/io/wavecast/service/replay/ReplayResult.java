package io.wavecast.service.replay;

/**
 * What came of the files replayed so far.
 *
 * @param files files read
 * @param observations rows read
 * @param duplicates rows whose time equals the newest one's: no forecast
 * @param late rows older than the newest one: no forecast
 * @param forecasts forecasts written, those while warming up among them
 * @param warmups forecasts made before a window was whole
 */
public record ReplayResult(
    int files, long observations, long duplicates, long late, long forecasts, long warmups) {
  public static final ReplayResult NONE = new ReplayResult(0, 0, 0, 0, 0, 0);

  public ReplayResult plus(ReplayResult o) {
    return new ReplayResult(
        files + o.files,
        observations + o.observations,
        duplicates + o.duplicates,
        late + o.late,
        forecasts + o.forecasts,
        warmups + o.warmups);
  }
}
