package io.wavecast.schemas.forecast;

import io.wavecast.schemas.EventSchema;
import java.util.Locale;

/** The events that have a flat form: records of scalars only, as tables and sinks take them. */
public enum FlatEvent {
  /** One record for each lead time of a forecast. */
  FORECASTS(EventSchema.FLAT_FORECAST),
  DEVIATIONS(EventSchema.FLAT_DEVIATION),
  ALERTS(EventSchema.FLAT_ALERT);

  private final EventSchema schema;

  FlatEvent(EventSchema schema) {
    this.schema = schema;
  }

  /** The schema of the records. */
  public EventSchema schema() {
    return schema;
  }

  /** The name in settings, e.g. {@code forecasts}. */
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What an event is. */
  public static FlatEvent of(Event event) {
    if (event instanceof Forecast) {
      return FORECASTS;
    } else if (event instanceof Deviation) {
      return DEVIATIONS;
    } else if (event instanceof Alert) {
      return ALERTS;
    }
    throw new IllegalArgumentException("no flat form of a " + event.getClass().getSimpleName());
  }
}
