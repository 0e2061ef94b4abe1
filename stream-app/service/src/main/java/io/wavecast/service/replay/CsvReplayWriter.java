package io.wavecast.service.replay;

import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import java.io.OutputStream;

/**
 * One row per forecast: {@code series,origin,step_ms,model,version,level,warmup,imputed}, then
 * {@code yhat_i}, {@code yhat_lower_i} and {@code yhat_upper_i} for each lead time i. Times are ms
 * since the epoch.
 */
final class CsvReplayWriter extends TextReplayWriter {
  private boolean started;

  CsvReplayWriter(OutputStream out) {
    super(out);
  }

  @Override
  public void event(Event event) {
    if (event instanceof Forecast forecast) {
      forecast(forecast);
    }
  }

  private void forecast(Forecast f) {
    StringBuilder row = new StringBuilder();
    if (!started) {
      started = true;
      row.append("series,origin,step_ms,model,version,level,warmup,imputed");
      names(row, "yhat", f.horizon());
      names(row, "yhat_lower", f.horizon());
      names(row, "yhat_upper", f.horizon());
      row.append('\n');
    }
    row.append(quoted(f.series())).append(',');
    row.append(f.origin()).append(',').append(f.stepMs()).append(',');
    row.append(f.model().name()).append(',').append(f.model().version()).append(',');
    row.append(f.level()).append(',').append(f.warmup()).append(',').append(f.imputed());
    values(row, f.yhat());
    values(row, f.yhatLower());
    values(row, f.yhatUpper());
    write(row.append('\n'));
  }

  private static String quoted(String text) {
    return text.matches("[^,\"\\p{Cntrl}]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static void names(StringBuilder row, String name, int n) {
    for (int lead = 1; lead <= n; lead++) {
      row.append(',').append(name).append('_').append(lead);
    }
  }

  private static void values(StringBuilder row, float[] values) {
    for (float value : values) {
      row.append(',').append(value);
    }
  }
}
