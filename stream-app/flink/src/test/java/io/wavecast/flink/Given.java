package io.wavecast.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.contract.EngineSettings;
import io.wavecast.core.forecast.deviation.Profile;
import io.wavecast.core.forecast.engine.StreamSettings;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.DeviationCodec;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.ForecastCodec;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.schemas.forecast.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the tests share: records to put in and forecasts read back. */
public final class Given {
  static final Topics TOPICS = Topics.withPrefix("test.");
  static final JobSettings SETTINGS = with(ObservationFormat.DEFAULT, LatePolicy.DROP, 64);

  private static final long MINUTE = 60_000;

  private Given() {}

  /** {@code n} observations of each series, one a minute, in turns: value i at minute i. */
  static List<Message> observations(int series, int n) {
    List<Message> all = new ArrayList<>(series * n);
    for (int i = 0; i < n; i++) {
      for (int s = 0; s < series; s++) {
        all.add(observation("series-" + s, i, all.size()));
      }
    }
    return all;
  }

  static Message observation(String series, int minute, long offset) {
    return message(
        series, "{\"timestamp\":%d,\"value\":%d}".formatted(minute * MINUTE, minute), offset);
  }

  static Message message(String key, String value, long offset) {
    return new Message(
        new RawRecord(
            key.getBytes(UTF_8), value.getBytes(UTF_8), 1, TOPICS.observations(), 0, offset),
        List.of());
  }

  /** The minutes that forecasts begin at, by series, in the order in which they came. */
  static Map<String, List<Long>> origins(List<Message> events) {
    Map<String, List<Long>> origins = new LinkedHashMap<>();
    for (Forecast forecast : forecasts(events)) {
      origins
          .computeIfAbsent(forecast.series(), s -> new ArrayList<>())
          .add(forecast.origin() / MINUTE);
    }
    return origins;
  }

  static List<Forecast> forecasts(List<Message> events) {
    return events.stream()
        .map(Message::record)
        .filter(r -> r.topic().equals(TOPICS.forecasts()))
        .map(r -> ForecastCodec.read(Objects.requireNonNull(r.value())))
        .toList();
  }

  static String header(Message message, String name) {
    return message.headers().stream()
        .filter(h -> h.name().equals(name))
        .map(h -> new String(Objects.requireNonNull(h.value()), UTF_8))
        .findFirst()
        .orElseThrow();
  }

  static JobSettings with(ObservationFormat format, LatePolicy late, int maxBatch) {
    StreamSettings usual = StreamSettings.of(TOPICS);
    return new JobSettings(
        new StreamSettings(TOPICS, format, late, maxBatch, usual.linger(), usual.maxRecordBytes()),
        WindowSettings.DEFAULT,
        EngineSettings.LEVEL);
  }

  static JobSettings with(EngineSettings engine) {
    LatePolicy late = engine.lateToDeadLetters() ? LatePolicy.DEAD_LETTER : LatePolicy.DROP;
    JobSettings plain = with(engine.format(), late, engine.maxBatch());
    return new JobSettings(
        plain.stream(), plain.windows(), Profile.FULL, engine.alertRules(), EngineSettings.LEVEL);
  }

  /** Reads an event back from its record. */
  static Event event(Message message) {
    String topic = message.record().topic();
    byte[] value = Objects.requireNonNull(message.record().value());
    if (topic.equals(TOPICS.forecasts())) {
      return ForecastCodec.read(value);
    } else if (topic.equals(TOPICS.deviations())) {
      return DeviationCodec.read(value);
    } else if (topic.equals(TOPICS.alerts())) {
      return AlertCodec.read(value);
    }
    throw new AssertionError("no event goes to " + topic);
  }

  /** Reads a dead letter back from its record. */
  public static DeadLetter deadLetter(Message message) {
    return new DeadLetter(
        message.record().key(),
        message.record().value(),
        Arrays.stream(Reason.values())
            .filter(r -> r.label().equals(header(message, DeadLetter.ERROR_CLASS)))
            .findFirst()
            .orElseThrow(),
        header(message, DeadLetter.ERROR_MESSAGE),
        header(message, DeadLetter.SOURCE_TOPIC),
        Integer.parseInt(header(message, DeadLetter.SOURCE_PARTITION)),
        Long.parseLong(header(message, DeadLetter.SOURCE_OFFSET)));
  }
}
