package io.wavecast.service.replay;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.RecordedPipeline;
import io.wavecast.core.forecast.window.Arrival;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.onnx.support.CsvException;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.service.csv.CsvReading;
import io.wavecast.service.csv.CsvSeries;
import io.wavecast.service.topics.ObservationTopic;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Replays recorded values, files of CSV or what is on a topic now, through the same core as the
 * stream. States are held in memory, a few KB a series. Not thread-safe.
 *
 * @param spec the pipeline of forecasts
 * @param models the forecasters
 * @param events receives every event, in order within each series, and the labels of the series
 * @param ending polled from row to row; true ends with the rows read so far
 */
public record Replay(
    ForecastSpec spec,
    Forecasters models,
    BiConsumer<Event, Map<String, String>> events,
    BooleanSupplier ending) {

  /** One file or topic through a pipeline of its own. */
  private final class Run {
    private final @Nullable ForecastFile written;
    private final RecordedPipeline pipeline =
        new RecordedPipeline(spec, models, this::take, Metrics.NONE);
    private long observations;
    private long duplicate;
    private long late;
    private long forecasts;
    private long warmUp;

    Run(@Nullable ForecastFile written) {
      this.written = written;
    }

    private void take(Event event, Map<String, String> labels) {
      if (event instanceof Forecast forecast) {
        forecasts++;
        warmUp += forecast.warmup() ? 1 : 0;
        if (written != null) {
          written.add(forecast);
        }
      }
      events.accept(event, labels);
    }

    void process(Observation row) {
      Arrival.Kind kind = pipeline.process(row);
      observations++;
      duplicate += kind == Arrival.Kind.DUPLICATE ? 1 : 0;
      late += kind == Arrival.Kind.LATE ? 1 : 0;
    }

    ReplayResult result() {
      return new ReplayResult(1, observations, duplicate, late, forecasts, warmUp);
    }
  }

  /**
   * Replays one file, of one or more series.
   *
   * @param series key of the rows that name none
   * @param out output folder, created if absent; null: nothing is written
   * @param progress receives from time to time the number of characters read
   * @throws CsvException if a line is refused since it is no observation; the output for the rows
   *     before it is kept, and the message says where
   * @throws FailureException if the forecasts cannot be written; then no file of this replay
   *     remains
   */
  public ReplayResult file(
      Path file, String series, CsvReading reading, @Nullable Path out, LongConsumer progress) {
    try (ForecastFile written = out == null ? null : new ForecastFile(out, series)) {
      Run run = new Run(written);
      try (CsvSeries rows = reading.open(file, series)) {
        read(rows, run, progress);
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
      return run.result();
    } catch (UncheckedIOException e) {
      throw new FailureException("cannot write the forecasts: " + Throwables.oneLine(e), e);
    }
  }

  private void read(CsvSeries rows, Run run, LongConsumer progress) {
    for (Observation row = rows.next(); row != null && !ending.getAsBoolean(); row = rows.next()) {
      run.process(row);
      if (run.observations % 1000 == 0) {
        progress.accept(rows.charsRead());
      }
    }
    run.pipeline.finish();
    progress.accept(rows.charsRead());
  }

  /**
   * Replays what is on a topic now.
   *
   * @param client properties of Kafka's clients
   * @param series which series, by their keys
   * @param refused gets the number of records that are no observations
   * @return counts, in which the topic is a file
   * @throws FailureException if the topic cannot be read
   */
  public ReplayResult topic(
      Map<String, String> client, String topic, Predicate<String> series, LongConsumer refused) {
    Run run = new Run(null);
    refused.accept(
        new ObservationTopic(client, topic, spec.stream().format())
            .read(
                OptionalLong.empty(),
                ending,
                observation -> {
                  if (series.test(observation.series())) {
                    run.process(observation);
                  }
                }));
    run.pipeline.finish();
    return run.result();
  }
}
