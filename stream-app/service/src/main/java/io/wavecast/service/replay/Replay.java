package io.wavecast.service.replay;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.RecordedPipeline;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.onnx.support.CsvException;
import io.wavecast.schemas.forecast.Event;
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
 * @param format of the output
 * @param out output folder, created if absent; null: nothing is written
 * @param ending polled before each row; true ends the replay with the rows read so far
 */
public record Replay(
    ForecastSpec spec,
    Forecasters models,
    Metrics metrics,
    CsvReading reading,
    ReplayFormat format,
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
    try (PartFile part = out == null ? null : new PartFile(format.fileIn(out, series))) {
      try (CsvSeries rows = reading.open(file, series);
          ReplayWriter writer = part == null ? ReplayWriter.NONE : format.open(part.path())) {
        play(rows, writer, tally, events, progress);
      } catch (CsvException e) {
        if (part == null || tally.observations == 0 || part.isEmpty()) {
          throw e;
        }
        part.keep();
        throw new CsvException(
            "%s; %s holds the output for the rows before it"
                .formatted(e.getMessage(), part.target()),
            e);
      }
      if (part != null) {
        part.keep();
      }
    }
    return tally.result();
  }

  private void play(
      CsvSeries rows,
      ReplayWriter writer,
      Tally tally,
      BiConsumer<Event, Map<String, String>> events,
      LongConsumer progress) {
    RecordedPipeline pipeline =
        new RecordedPipeline(
            spec,
            models,
            (event, labels) -> {
              tally.add(event);
              writer.event(event);
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
