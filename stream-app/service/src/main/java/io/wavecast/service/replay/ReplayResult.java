package io.wavecast.service.replay;

import io.wavecast.schemas.json.JsonWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The counts of the files replayed so far.
 *
 * @param files files read
 * @param observations rows read
 * @param duplicates rows with the time of the latest row; they have no forecast
 * @param late rows older than the latest row; they have no forecast
 * @param forecasts forecasts written, including those during warm-up
 * @param warmups forecasts made during warm-up, before the window was full
 */
public record ReplayResult(
    int files, long observations, long duplicates, long late, long forecasts, long warmups) {
  public static final ReplayResult NONE = new ReplayResult(0, 0, 0, 0, 0, 0);

  /** The counts by name, in the order of the components. */
  public Map<String, @Nullable Object> fields() {
    return JsonWriter.fields(
        "files", files,
        "observations", observations,
        "duplicates", duplicates,
        "late", late,
        "forecasts", forecasts,
        "warmups", warmups);
  }

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
