package io.wavecast.kafkastreams;

import io.wavecast.core.forecast.ObservationInput;
import io.wavecast.core.forecast.batch.BatchForecaster;
import io.wavecast.core.forecast.engine.SeriesEngine;
import io.wavecast.core.forecast.engine.StreamSettings;
import io.wavecast.core.forecast.window.SeriesStep;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.InputReader;
import io.wavecast.kafkastreams.ReadProcessor.Stage;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.EventCodec;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.Topics;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka Streams adapter for the way from observations to forecasts. The names of its nodes and
 * stores are what an upgrade relies on: they stand in the names of internal topics.
 *
 * <pre>
 *   observations -> read -> window -> events: forecasts, deviations, alerts
 *                     |        |
 *                     +--------+----> dead-letters
 * </pre>
 *
 * Where the payload names the series, a {@code route} through a topic that is partitioned by series
 * comes before {@code read}.
 */
public final class ForecastTopology {
  public static final String OBSERVATIONS = "observations";
  public static final String ROUTE = "route";
  public static final String READ = "read";
  public static final String WINDOW = "window";
  public static final String EVENTS = "events";
  public static final String DEAD_LETTERS = "dead-letters";

  /** The store of the series' states. */
  public static final String STORE = "series";

  private static final String BY_SERIES = "by-series";

  /** What Kafka Streams names the ends of the topic that is partitioned by series. */
  static final String INTO_BY_SERIES = BY_SERIES + "-repartition-filter";

  private static final String FROM_BY_SERIES = BY_SERIES + "-repartition-source";

  private static final Logger LOG = LoggerFactory.getLogger(ForecastTopology.class);

  private ForecastTopology() {}

  /**
   * Builds the topology; nothing is started.
   *
   * @param settings how the stream runs
   * @param cache whether states go through the record cache: few writes while the series fit into
   *     it (a state a series), more work when they don't
   * @param step what an observation does to its series
   * @param batches makes what forecasts batches, one for each partition
   * @param metrics told of dead letters and latencies
   * @param nanoClock measures latencies, ns
   */
  public static Topology build(
      StreamSettings settings,
      boolean cache,
      SeriesStep step,
      Supplier<BatchForecaster> batches,
      Metrics metrics,
      LongSupplier nanoClock) {
    InputReader<Observation> reader = new InputReader<>(new ObservationInput(settings.format()));
    Supplier<DeadLetters> deadLetters =
        () ->
            new DeadLetters(
                settings.topics().deadLetters(),
                settings.maxRecordBytes(),
                metrics,
                LOG::warn,
                nanoClock);
    WindowProcessor.EngineFactory engines =
        (states, sink) ->
            new SeriesEngine(
                step, batches.get(), settings.maxBatch(), states, sink, metrics, nanoClock);
    Topics topics = settings.topics();
    boolean routed = settings.format().series().isPresent();
    return source(topics, routed, reader, deadLetters)
        .addProcessor(
            READ,
            () ->
                new ReadProcessor(
                    routed ? Stage.AFTER_ROUTING : Stage.DIRECT, reader, deadLetters.get()),
            routed ? FROM_BY_SERIES : OBSERVATIONS)
        .addProcessor(
            WINDOW, () -> new WindowProcessor(settings, engines, deadLetters.get(), metrics), READ)
        .addStateStore(store(cache), WINDOW)
        .addSink(
            EVENTS,
            (series, event, record) -> topics.of(event),
            new StringSerializer(),
            (Serializer<Event>) (topic, event) -> EventCodec.write(event),
            WINDOW)
        .addSink(
            DEAD_LETTERS,
            topics.deadLetters(),
            new ByteArraySerializer(),
            new ByteArraySerializer(),
            routed ? new String[] {ROUTE, READ, WINDOW} : new String[] {READ, WINDOW});
  }

  /** Records without a time count as of 1970: Kafka Streams would drop them in silence. */
  private static Topology source(
      Topics topics,
      boolean routed,
      InputReader<Observation> reader,
      Supplier<DeadLetters> deadLetters) {
    Serde<byte[]> bytes = Serdes.ByteArray();
    StreamsBuilder builder = new StreamsBuilder();
    KStream<byte[], byte[]> source =
        builder.stream(
            topics.observations(),
            Consumed.with(bytes, bytes)
                .withTimestampExtractor((record, newest) -> Math.max(0, record.timestamp()))
                .withName(OBSERVATIONS));
    if (routed) {
      source
          .process(route(reader, deadLetters), Named.as(ROUTE))
          .repartition(Repartitioned.with(bytes, bytes).withName(BY_SERIES));
    }
    return builder.build();
  }

  /** All that this stage sends on are bytes. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static ProcessorSupplier<byte[], byte[], byte[], byte[]> route(
      InputReader<Observation> reader, Supplier<DeadLetters> deadLetters) {
    return () -> (Processor) new ReadProcessor(Stage.BEFORE_ROUTING, reader, deadLetters.get());
  }

  private static StoreBuilder<SeriesStore> store(boolean cache) {
    StoreBuilder<KeyValueStore<String, byte[]>> bytes =
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray());
    return SeriesStore.over(cache ? bytes.withCachingEnabled() : bytes.withCachingDisabled());
  }
}
