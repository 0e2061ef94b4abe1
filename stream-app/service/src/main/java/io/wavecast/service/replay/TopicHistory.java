package io.wavecast.service.replay;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.pipeline.ForecastPipeline;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.kafka.WholeTopic;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * The history of a topic of observations through the same core as the stream. Series are held in
 * memory, a few KB each. Not thread-safe.
 *
 * @param spec the pipeline of forecasts; also how a record is read
 * @param models the forecasters
 * @param client properties of Kafka's clients
 * @param topic its name
 */
public record TopicHistory(
    ForecastSpec spec, Forecasters models, Map<String, String> client, String topic) {
  private static final String SCHEME = "kafka:/";

  /** The topic that an argument names as {@code kafka://TOPIC}; empty if it is a file. */
  public static Optional<String> topicOf(Path argument) {
    String text = argument.toString();
    return text.startsWith(SCHEME)
        ? Optional.of(text.substring(SCHEME.length()).replaceFirst("^/", ""))
        : Optional.empty();
  }

  /**
   * Replays what is on the topic now.
   *
   * @param series which series, by their keys
   * @param events receives every event, in order within each series, and the labels of the series
   * @return the number of records that are no observations
   * @throws FailureException if the topic cannot be read
   */
  public long run(Predicate<String> series, BiConsumer<Event, Map<String, String>> events) {
    AtomicReference<ForecastPipeline> running = new AtomicReference<>();
    ForecastPipeline pipeline =
        ForecastPipeline.inMemory(
            spec,
            models,
            event -> events.accept(event, running.get().labels(event.series())),
            Metrics.NONE);
    running.set(pipeline);
    ObservationCodec codec = new ObservationCodec(spec.stream().format());
    long[] refused = {0};
    try (WholeTopic records = new WholeTopic(client, topic)) {
      records.readAll(record -> refused[0] += take(record, codec, series, pipeline));
    } catch (KafkaException e) {
      throw new FailureException(
          "cannot read topic %s: %s".formatted(topic, Throwables.oneLine(e)), e);
    }
    pipeline.flush();
    return refused[0];
  }

  /** Takes a record in; returns 1 if it is no observation. */
  private static int take(
      ConsumerRecord<byte[], byte[]> record,
      ObservationCodec codec,
      Predicate<String> series,
      ForecastPipeline pipeline) {
    try {
      Observation observation = codec.read(record.key(), record.value(), record.timestamp());
      if (series.test(observation.series())) {
        pipeline.process(observation);
      }
      return 0;
    } catch (BadRecordException e) {
      return 1;
    }
  }
}
