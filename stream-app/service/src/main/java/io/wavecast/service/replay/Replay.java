package io.wavecast.service.replay;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.RecordedPipeline;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.onnx.support.CsvException;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.service.csv.CsvReading;
import io.wavecast.service.csv.CsvSeries;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Replays CSV files, each of one or more series, and writes the events. Not thread-safe.
 *
 * @param spec the pipeline of forecasts
 * @param models the forecasters
 * @param metrics where the pipeline reports
 * @param reading how the files are read
 * @param out output folder, created if absent; null: nothing is written
 * @param ending polled before each row; true ends the replay with the rows read so far
 */
public record Replay(
    ForecastSpec spec,
    Forecasters models,
    Metrics metrics,
    CsvReading reading,
    @Nullable Path out,
    BooleanSupplier ending) {
  /**
   * Replays one file.
   *
   * @param events receives every event, in order, and the labels of its series
   * @param progress receives from time to time the number of characters read
   * @throws CsvException if a line is refused since it is no observation; the output for the rows
   *     before it is kept, and the message says where
   * @throws FailureException if the forecasts cannot be written; then no file of this replay
   *     remains
   */
  public ReplayResult run(
      Path file,
      String series,
      BiConsumer<Event, Map<String, String>> events,
      LongConsumer progress) {
    try {
      return play(file, series, events, progress);
    } catch (UncheckedIOException e) {
      throw new FailureException("cannot write the forecasts: " + Throwables.oneLine(e), e);
    }
  }

  private ReplayResult play(
      Path file,
      String series,
      BiConsumer<Event, Map<String, String>> events,
      LongConsumer progress) {
    Tally tally = new Tally();
    try (ForecastFile written = out == null ? null : new ForecastFile(out, series)) {
      try (CsvSeries rows = reading.open(file, series)) {
        play(rows, written, tally, events, progress);
      } catch (CsvException e) {
        if (written == null || written.isEmpty()) {
          throw e;
        }
        written.keep();
        throw new CsvException(
            "%s; %s holds the output for the rows before it"
                .formatted(e.getMessage(), written.target()),
            e);
      }
      if (written != null) {
        written.keep();
      }
    }
    return tally.result();
  }

  private void play(
      CsvSeries rows,
      @Nullable ForecastFile written,
      Tally tally,
      BiConsumer<Event, Map<String, String>> events,
      LongConsumer progress) {
    RecordedPipeline pipeline =
        new RecordedPipeline(
            spec,
            models,
            (event, labels) -> {
              tally.add(event);
              if (written != null && event instanceof Forecast forecast) {
                written.add(forecast);
              }
              events.accept(event, labels);
            },
            metrics);
    for (Observation row = rows.next(); row != null && !ending.getAsBoolean(); row = rows.next()) {
      tally.add(pipeline.process(row));
      if (tally.observations % 1000 == 0) {
        progress.accept(rows.charsRead());
      }
    }
    pipeline.finish();
    progress.accept(rows.charsRead());
  }
}
