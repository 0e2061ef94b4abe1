package io.wavecast.service.replay;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.RecordedPipeline;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.FailureException;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.service.topics.ObservationTopic;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

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
  /**
   * What was read of a topic.
   *
   * @param result counts, in which the topic is a file
   * @param refused number of records that are no observations
   */
  public record Read(ReplayResult result, long refused) {}

  /**
   * Replays what is on the topic now.
   *
   * @param series which series, by their keys
   * @param events receives every event, in order within each series, and the labels of the series
   * @return what was read and given out
   * @throws FailureException if the topic cannot be read
   */
  public Read run(Predicate<String> series, BiConsumer<Event, Map<String, String>> events) {
    Tally tally = new Tally();
    RecordedPipeline pipeline =
        new RecordedPipeline(
            spec,
            models,
            (event, labels) -> {
              tally.add(event);
              events.accept(event, labels);
            },
            Metrics.NONE);
    long refused =
        new ObservationTopic(client, topic, spec.stream().format())
            .read(
                observation -> {
                  if (series.test(observation.series())) {
                    tally.add(pipeline.process(observation));
                  }
                });
    pipeline.finish();
    return new Read(tally.result(), refused);
  }
}
