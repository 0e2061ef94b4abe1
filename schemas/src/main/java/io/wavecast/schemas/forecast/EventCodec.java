package io.wavecast.schemas.forecast;

/** Writes events of every kind as JSON, each as the codec of its kind does. */
public final class EventCodec {
  private EventCodec() {}

  /** Writes an event as a JSON object in UTF-8. */
  public static byte[] write(Event event) {
    if (event instanceof Forecast forecast) {
      return ForecastCodec.write(forecast);
    } else if (event instanceof Deviation deviation) {
      return DeviationCodec.write(deviation);
    } else if (event instanceof Alert alert) {
      return AlertCodec.write(alert);
    }
    throw new IllegalArgumentException("no codec for a " + event.getClass().getSimpleName());
  }
}
