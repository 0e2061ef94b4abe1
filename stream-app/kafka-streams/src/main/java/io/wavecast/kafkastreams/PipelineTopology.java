package io.wavecast.kafkastreams;

import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.MemoryShare;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.PipelineIo;
import io.wavecast.core.stream.PipelineNames;
import io.wavecast.core.stream.PipelineSpec;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka Streams adapter for {@link PipelineSpec}: the topology of one pipeline. Node and store
 * names are part of the names of internal topics, so they never change.
 *
 * <pre>
 *   input topic -> source -> process -> sink -> output topics, dead letters
 * </pre>
 *
 * If the key is in the payload, a {@code route} node and a repartition topic precede {@code
 * process}.
 */
public final class PipelineTopology {
  static final String ROUTE = "route";

  private static final Logger LOG = LoggerFactory.getLogger(PipelineTopology.class);

  private PipelineTopology() {}

  /**
   * Builds the topology; starts nothing.
   *
   * @param spec the pipeline
   * @param model shared by all tasks; the caller closes it
   * @param metrics where the pipeline reports
   * @param nanoClock measures durations, ns
   */
  public static <I, M> Topology build(
      PipelineSpec<I, M> spec, M model, Metrics metrics, LongSupplier nanoClock) {
    PipelineIo<I> io = spec.io();
    PipelineNames names = io.names();
    String repartition = "by-" + names.store();
    Supplier<DeadLetters> deadLetters = () -> new DeadLetters(io, metrics, LOG::warn, nanoClock);
    Serde<byte[]> bytes = Serdes.ByteArray();
    StreamsBuilder builder = new StreamsBuilder();
    // Kafka Streams would silently drop records with a negative time
    Consumed<byte[], byte[]> consumed =
        Consumed.with(bytes, bytes)
            .withTimestampExtractor((record, latest) -> Math.max(0, record.timestamp()))
            .withName(names.source());
    KStream<byte[], byte[]> source =
        io.pattern().isNone()
            ? builder.stream(io.inputs(), consumed)
            : builder.stream(io.pattern().expression(io.inputs()), consumed);
    if (io.needsRepartition()) {
      source
          .process(
              route(
                  () ->
                      new RepartitionProcessor<>(
                          io.format(),
                          deadLetters.get(),
                          repartition + "-repartition-filter",
                          names.sink())),
              Named.as(ROUTE))
          .repartition(Repartitioned.with(bytes, bytes).withName(repartition));
    }
    return builder
        .build()
        .addProcessor(
            names.process(),
            () -> new PipelineProcessor<>(spec, model, deadLetters.get(), metrics, nanoClock),
            io.needsRepartition() ? repartition + "-repartition-source" : names.source())
        .addStateStore(store(io, metrics), names.process())
        .addSink(
            names.sink(),
            (key, output, record) -> output.topic(),
            new ByteArraySerializer(),
            (Serializer<OutputRecord>) (topic, output) -> output.value(),
            io.needsRepartition()
                ? new String[] {ROUTE, names.process()}
                : new String[] {names.process()});
  }

  /** Without states there are no files and no changelog. */
  private static StoreBuilder<PipelineStore> store(PipelineIo<?> io, Metrics metrics) {
    String name = io.names().store();
    StoreBuilder<PipelineStore> store =
        PipelineStore.builder(
            io.hasStates()
                ? Stores.persistentKeyValueStore(name)
                : Stores.inMemoryKeyValueStore(name),
            io.hasStates(),
            new MemoryShare(StatesOfHeap.ofThisProcess()),
            metrics);
    return io.hasStates() ? store : store.withLoggingDisabled();
  }

  /**
   * Hides the mixed output type from the DSL: keyed records to the next node, dead letters to the
   * sink.
   */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static ProcessorSupplier<byte[], byte[], byte[], byte[]> route(
      Supplier<RepartitionProcessor<?>> processor) {
    return () -> (Processor) processor.get();
  }
}
