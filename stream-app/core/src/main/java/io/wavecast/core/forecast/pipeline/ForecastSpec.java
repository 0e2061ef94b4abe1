package io.wavecast.core.forecast.pipeline;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.calendar.CalendarSource;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.ObservationInput;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.forecast.window.SeriesStep;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.Header;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.PipelineIo;
import io.wavecast.core.stream.PipelineNames;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.core.text.LabelPattern;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.EventCodec;
import io.wavecast.schemas.forecast.FlatCodec;
import io.wavecast.schemas.forecast.FlatEvent;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.Topics;
import java.util.List;

/**
 * The pipeline from observations to forecasts, deviations and alerts.
 *
 * @param stream topics and batches; the batch size is per task
 * @param windows how observations become windows
 * @param alerts when deviations raise alerts
 * @param level intended coverage of the intervals, in (0, 1)
 * @param season what is remembered of the day and the week
 * @param labels in the key of a series, which its alerts carry
 * @param calendars when alerts are muted, or nothing is learned
 */
public record ForecastSpec(
    StreamSettings stream,
    WindowSettings windows,
    AlertSettings alerts,
    double level,
    SeasonSettings season,
    LabelPattern labels,
    CalendarSource calendars)
    implements PipelineSpec<Observation, Forecasters> {
  private static final PipelineNames NAMES =
      new PipelineNames("observations", "read", "window", "events", "series");

  public ForecastSpec {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be in (0, 1), got: " + level);
    }
  }

  /** Without a calendar. */
  public ForecastSpec(
      StreamSettings stream,
      WindowSettings windows,
      AlertSettings alerts,
      double level,
      SeasonSettings season,
      LabelPattern labels) {
    this(stream, windows, alerts, level, season, labels, Calendar.EMPTY);
  }

  /** Without labels and a calendar. */
  public ForecastSpec(
      StreamSettings stream,
      WindowSettings windows,
      AlertSettings alerts,
      double level,
      SeasonSettings season) {
    this(stream, windows, alerts, level, season, LabelPattern.NONE);
  }

  /** The same pipeline with another calendar. */
  public ForecastSpec withCalendars(CalendarSource other) {
    return new ForecastSpec(stream, windows, alerts, level, season, labels, other);
  }

  /** The same pipeline with other windows. */
  public ForecastSpec withWindows(WindowSettings other) {
    return new ForecastSpec(stream, other, alerts, level, season, labels, calendars);
  }

  /** The same pipeline with another memory of the day and the week. */
  public ForecastSpec withSeason(SeasonSettings other) {
    return new ForecastSpec(stream, windows, alerts, level, other, labels, calendars);
  }

  /** The same pipeline with labels in other parts of the keys. */
  public ForecastSpec withLabels(LabelPattern other) {
    return new ForecastSpec(stream, windows, alerts, level, season, other, calendars);
  }

  /** With the default settings of windows, deviations, alerts and the season. */
  public static ForecastSpec of(StreamSettings stream, double level) {
    return new ForecastSpec(
        stream, WindowSettings.DEFAULT, AlertSettings.DEFAULT, level, SeasonSettings.DEFAULT);
  }

  /** What an observation does to its series. */
  SeriesStep step(Metrics metrics) {
    return new SeriesStep(windows, alerts, level, season, labels, calendars, metrics);
  }

  @Override
  public PipelineIo<Observation> io() {
    Topics topics = stream.topics();
    return new PipelineIo<>(
        NAMES,
        new ObservationInput(stream.format()),
        topics.observations(),
        stream.outputs(),
        topics.deadLetters(),
        stream.maxRecordBytes(),
        stream.linger(),
        stream.format().hasSeries(),
        stream.latePolicy() == LatePolicy.DEAD_LETTER);
  }

  @Override
  public Pipeline<Observation> create(Forecasters models, PipelineContext context) {
    Topics topics = stream.topics();
    EventSink sink =
        new EventSink() {
          @Override
          public void event(Event event, List<Header> headers) {
            byte[] value = EventCodec.write(event);
            context.emit(topics.of(event), event.series(), value, headers, event.eventTime());
            String flat = stream.flat().get(FlatEvent.of(event));
            if (flat != null) {
              for (byte[] record : FlatCodec.write(event)) {
                context.emit(flat, event.series(), record, headers, event.eventTime());
              }
            }
          }

          @Override
          public void expired(String series, long time) {
            context.emitter().emit(OutputRecord.tombstone(topics.alerts(), series, time));
          }
        };
    return new ForecastPipeline(
        this, models, context.store(), sink, context.metrics(), context.nanoClock());
  }
}
