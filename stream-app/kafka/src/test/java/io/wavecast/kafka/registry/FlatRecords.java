package io.wavecast.kafka.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.testkit.contract.LocalStream;
import io.wavecast.testkit.fakes.RoutedForecasters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;

/** Makes flat records, and reads them as a sink does. */
final class FlatRecords {
  private FlatRecords() {}

  /** What 90 observations of a series give, the newest of which are far from the others. */
  static List<OutputRecord> outputs(Map<String, String> more) {
    Map<String, String> given = new HashMap<>(more);
    given.put("alerts.rules", "high s limit-above=500");
    Settings settings = Settings.of(given);
    LocalStream<Observation, Forecasters, OutputRecord> stream =
        new LocalStream<>(
            TopicFormats.of(settings).translated(PipelineSettings.forecasts(settings, 1_000_000)),
            new RoutedForecasters(),
            output -> output);
    for (int i = 0; i < 90; i++) {
      double value = i < 80 ? i % 7 : 1000;
      String json = "{\"timestamp\":%d,\"value\":%s}".formatted(60_000L * (i + 1), value);
      stream.send("s".getBytes(UTF_8), json.getBytes(UTF_8), 60_000L * (i + 1), List.of());
    }
    stream.settle();
    return stream.events();
  }

  /** Reads the values of a topic with Kafka Connect's converter of JSON, as configured. */
  static List<Struct> rows(List<OutputRecord> outputs, String topic, Map<String, ?> config) {
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(config, false);
      return values(outputs, topic).stream()
          .map(value -> (Struct) converter.toConnectData(topic, value).value())
          .toList();
    }
  }

  static List<Struct> rows(List<OutputRecord> outputs, String topic) {
    return rows(outputs, topic, Map.of());
  }

  static List<byte[]> values(List<OutputRecord> outputs, String topic) {
    return outputs.stream()
        .filter(output -> output.topic().equals(topic))
        .map(output -> Objects.requireNonNull(output.value()))
        .toList();
  }

  /** A JSON object without a schema. */
  @SuppressWarnings("unchecked")
  static Map<String, ?> json(byte[] value) {
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", false), false);
      return (Map<String, ?>) converter.toConnectData("", value).value();
    }
  }
}
