package io.wavecast.flink.kafka;

import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.PartitionWatermarks;
import io.wavecast.core.stream.PipelineIo;
import io.wavecast.core.stream.PipelineNames;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.stream.TopicPattern;
import io.wavecast.flink.PipelineJob;
import io.wavecast.flink.RecordTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * Connects pipelines to their topics: sources and a sink for each, and one sink for all dead
 * letters.
 */
public final class KafkaJobBuilder {
  private static final String DEAD_LETTERS = "dead-letters";
  private static final String DISCOVERY = "partition.discovery.interval.ms";

  /**
   * Suffix of a source's name: the operator that commits its offsets. No topic has a slash in its
   * name, so the sources of topics {@code x} and {@code x-offsets} have separate operators. The
   * operator is stateless: savepoints in which it has another uid are restored.
   */
  private static final String OFFSETS = "/offsets";

  /** The read progress of each partition, by the timestamps of its records. */
  private static final WatermarkStrategy<RawRecord> READ_PROGRESS =
      WatermarkStrategy.<RawRecord>forMonotonousTimestamps()
          .withIdleness(PartitionWatermarks.IDLE_TIMEOUT);

  private static final Duration WATERMARK_INTERVAL = Duration.ofMillis(200);

  private final StreamExecutionEnvironment env;
  private final KafkaSettings kafka;

  private KafkaJobBuilder(StreamExecutionEnvironment env, KafkaSettings kafka) {
    this.env = env;
    this.kafka = kafka;
  }

  /**
   * Adds sources, pipelines and sinks to an environment; starts nothing.
   *
   * @param jobs at least one
   */
  public static void build(
      StreamExecutionEnvironment env, KafkaSettings kafka, List<PipelineJob<?, ?>> jobs) {
    if (env.getConfig().getAutoWatermarkInterval() == 0) {
      // without watermarks, stale series would never be detected
      env.getConfig().setAutoWatermarkInterval(WATERMARK_INTERVAL.toMillis());
    }
    KafkaJobBuilder builder = new KafkaJobBuilder(env, kafka);
    List<DataStream<OutputRecord>> deadLetters = new ArrayList<>();
    jobs.forEach(job -> deadLetters.add(builder.add(job)));
    builder
        .sink(
            deadLetters.stream().reduce(DataStream::union).orElseThrow(),
            DEAD_LETTERS,
            jobs.stream().map(job -> job.spec().io().deadLetters()).distinct().toList(),
            jobs.stream().mapToInt(job -> job.spec().io().maxRecordBytes()).max().orElseThrow())
        .setParallelism(1);
  }

  /** Adds a pipeline from its topic to its topics; returns its dead letters. */
  private DataStream<OutputRecord> add(PipelineJob<?, ?> job) {
    PipelineIo<?> io = job.spec().io();
    PipelineNames names = io.names();
    List<DataStream<RawRecord>> sources = new ArrayList<>();
    for (String topic : io.inputs()) {
      String name = io.hasStates() ? names.source() : names.source() + "-" + topic;
      sources.add(read(source(topic), name));
    }
    if (!io.pattern().isNone()) {
      sources.add(read(source(io.pattern()), names.source()));
    }
    DataStream<RawRecord> records = sources.stream().reduce(DataStream::union).orElseThrow();
    PipelineJob.Outputs out = job.build(records);
    sink(out.events(), names.sink(), io.outputs(), io.maxRecordBytes());
    return out.deadLetters();
  }

  /**
   * Adds a source, and what commits its offsets.
   *
   * @param name of the source: a pipeline that may read several topics has one for each, so that a
   *     savepoint stays readable when a topic is added, and one for all topics by patterns
   */
  private DataStream<RawRecord> read(SecuredSource<RawRecord> topics, String name) {
    DataStream<RawRecord> source = env.fromSource(topics, READ_PROGRESS, name).uid(name);
    String group = kafka.applicationId();
    Properties client = kafka.clientProperties();
    return source
        .transform(
            name + OFFSETS,
            RecordTypes.RAW,
            new OffsetOperator(() -> GroupOffsets.of(group, client)))
        .setParallelism(source.getParallelism()) // any other parallelism inserts a rebalance, which
        // breaks the order within a partition
        .uid(name + OFFSETS);
  }

  /**
   * Without a restored checkpoint, reads from the group's committed offsets, or from the earliest
   * offset if there are none.
   */
  private SecuredSource<RawRecord> source(String topic) {
    return new SecuredSource<>(
        sourceBuilder().setTopics(topic).setDeserializer(new RecordReader()).build(),
        kafka.clientProperties());
  }

  /** Of topics by patterns. Those that are created later are read from their beginning. */
  private SecuredSource<RawRecord> source(TopicPattern pattern) {
    String interval = Long.toString(TopicPattern.DISCOVERY.toMillis());
    return new SecuredSource<>(
        sourceBuilder()
            .setProperty(DISCOVERY, kafka.properties().getOrDefault(DISCOVERY, interval))
            .setTopicPattern(pattern.expression(List.of()))
            .setDeserializer(new RecordReader(pattern))
            .build(),
        kafka.clientProperties());
  }

  @SuppressWarnings("deprecation") // the connector has no newer type
  private KafkaSourceBuilder<RawRecord> sourceBuilder() {
    return KafkaSource.<RawRecord>builder()
        .setProperties(kafka.consumerProperties())
        .setBootstrapServers(kafka.bootstrapServers())
        .setGroupId(kafka.applicationId())
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST));
  }

  private DataStreamSink<OutputRecord> sink(
      DataStream<OutputRecord> records, String name, List<String> topics, int maxRecordBytes) {
    boolean exactlyOnce = kafka.exactlyOnce();
    DeliveryGuarantee guarantee =
        exactlyOnce ? DeliveryGuarantee.EXACTLY_ONCE : DeliveryGuarantee.AT_LEAST_ONCE;
    Properties producer = kafka.producerProperties(maxRecordBytes);
    String brokers = kafka.bootstrapServers();
    RecordWriter writer = new RecordWriter(topics);
    RestorableSink.Sinks<OutputRecord> sinks =
        prefix ->
            KafkaSink.<OutputRecord>builder()
                .setKafkaProducerConfig(producer)
                .setBootstrapServers(brokers)
                .setRecordSerializer(writer)
                .setDeliveryGuarantee(guarantee)
                .setTransactionalIdPrefix(prefix)
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .build();
    return records
        .sinkTo(
            new RestorableSink<>(
                sinks, kafka.applicationId() + "-" + name, exactlyOnce, kafka.clientProperties()))
        .name(name)
        .uid(name);
  }
}
