package io.wavecast.kafkastreams;

import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.sketch.SketchClassifier;
import io.wavecast.core.sketch.SketchEngine;
import io.wavecast.core.sketch.SketchSettings;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.schemas.sketch.SketchLabel;
import io.wavecast.schemas.sketch.SketchLabelCodec;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka Streams adapter for the way from sketches to labels. The names of its nodes and its store
 * are what an upgrade relies on: they stand in the names of internal topics.
 *
 * <pre>
 *   sketches -> sketch -> sketch-labels
 *                 |
 *                 +-----> sketch-dead-letters
 * </pre>
 */
public final class SketchTopology {
  public static final String SKETCHES = "sketches";
  public static final String SKETCH = "sketch";
  public static final String LABELS = "sketch-labels";
  public static final String DEAD_LETTERS = "sketch-dead-letters";

  /** The store of the drawings' states. */
  public static final String STORE = "sketch-states";

  private static final Logger LOG = LoggerFactory.getLogger(SketchTopology.class);

  private SketchTopology() {}

  /**
   * Builds the topology; nothing is started.
   *
   * @param settings how the stream runs
   * @param classifier says what drawings show
   * @param metrics told of labels, dead letters and latencies
   * @param nanoClock measures latencies, ns
   */
  public static Topology build(
      SketchSettings settings,
      SketchClassifier classifier,
      Metrics metrics,
      LongSupplier nanoClock) {
    SketchProcessor.EngineFactory engines =
        (states, sink) ->
            new SketchEngine(
                classifier, settings.maxBatch(), settings.kept(), states, sink, metrics, nanoClock);
    return source(settings.topics().sketches())
        .addProcessor(
            SKETCH,
            () ->
                new SketchProcessor(
                    settings,
                    engines,
                    new DeadLetters(
                        settings.topics().deadLetters(),
                        settings.maxRecordBytes(),
                        metrics,
                        LOG::warn,
                        nanoClock),
                    metrics),
            SKETCHES)
        .addStateStore(
            Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                .withCachingEnabled(),
            SKETCH)
        .addSink(
            LABELS,
            settings.topics().labels(),
            new StringSerializer(),
            (Serializer<SketchLabel>) (topic, label) -> SketchLabelCodec.write(label),
            SKETCH)
        .addSink(
            DEAD_LETTERS,
            settings.topics().deadLetters(),
            new ByteArraySerializer(),
            new ByteArraySerializer(),
            SKETCH);
  }

  /** Records without a time count as of 1970: Kafka Streams would drop them in silence. */
  private static Topology source(String topic) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(
        topic,
        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
            .withTimestampExtractor((record, newest) -> Math.max(0, record.timestamp()))
            .withName(SKETCHES));
    return builder.build();
  }
}
