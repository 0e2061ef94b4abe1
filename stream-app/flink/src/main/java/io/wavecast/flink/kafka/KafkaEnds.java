package io.wavecast.flink.kafka;

import io.wavecast.core.stream.PartitionWatermarks;
import io.wavecast.flink.ForecastJob;
import io.wavecast.flink.Message;
import io.wavecast.flink.Outputs;
import io.wavecast.flink.music.ChoraleJob;
import io.wavecast.flink.sketch.SketchJob;
import io.wavecast.schemas.chorale.ChoraleTopics;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.schemas.sketch.SketchTopics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * The job from topic to topic: a source and a sink for each of its parts, one sink for all dead
 * letters.
 */
public final class KafkaEnds {
  public static final String DEAD_LETTERS = "dead-letters";

  /** Behind the name of a source: who tells the brokers how far it has come. */
  private static final String OFFSETS = "-offsets";

  /** Up to when each partition was read, by the times of its records. */
  private static final WatermarkStrategy<Message> READ_TIME =
      WatermarkStrategy.<Message>forMonotonousTimestamps()
          .withIdleness(PartitionWatermarks.IDLE_TIMEOUT);

  private static final Duration WATERMARK_PACE = Duration.ofMillis(200);

  private final StreamExecutionEnvironment env;
  private final KafkaSettings kafka;
  private final int maxRecordBytes;

  private KafkaEnds(StreamExecutionEnvironment env, KafkaSettings kafka, int maxRecordBytes) {
    this.env = env;
    this.kafka = kafka;
    this.maxRecordBytes = maxRecordBytes;
  }

  /** Adds source, job and sinks of forecasts alone to an environment; nothing is started. */
  public static void build(
      StreamExecutionEnvironment env, KafkaSettings kafka, ForecastJob forecasts) {
    build(env, kafka, forecasts, Optional.empty(), Optional.empty());
  }

  /**
   * Adds sources, job and sinks to an environment; nothing is started.
   *
   * @param sketches to label beside the forecasts; their dead letters go where those of the
   *     forecasts go
   * @param chorales to compose beside the forecasts, likewise
   */
  public static void build(
      StreamExecutionEnvironment env,
      KafkaSettings kafka,
      ForecastJob forecasts,
      Optional<SketchJob> sketches,
      Optional<ChoraleJob> chorales) {
    if (env.getConfig().getAutoWatermarkInterval() == 0) { // no marks: no silence would be told
      env.getConfig().setAutoWatermarkInterval(WATERMARK_PACE.toMillis());
    }
    Topics topics = forecasts.settings().topics();
    KafkaEnds ends = new KafkaEnds(env, kafka, forecasts.settings().stream().maxRecordBytes());
    DataStream<Message> deadLetters =
        ends.part(
            ForecastJob.OBSERVATIONS,
            topics.observations(),
            forecasts::build,
            ForecastJob.EVENTS,
            List.of(topics.forecasts(), topics.deviations(), topics.alerts()));
    if (sketches.isPresent()) {
      SketchTopics own = sketches.get().settings().topics();
      deadLetters =
          deadLetters.union(
              ends.part(
                  SketchJob.SKETCHES,
                  own.sketches(),
                  sketches.get()::build,
                  SketchJob.LABELS,
                  List.of(own.labels())));
    }
    if (chorales.isPresent()) {
      ChoraleTopics own = chorales.get().settings().topics();
      deadLetters =
          deadLetters.union(
              ends.part(
                  ChoraleJob.REQUESTS,
                  own.requests(),
                  chorales.get()::build,
                  ChoraleJob.NOTES,
                  List.of(own.notes())));
    }
    ends.sink(deadLetters, DEAD_LETTERS, List.of(topics.deadLetters())).setParallelism(1);
  }

  /** From a topic through a part of the job to topics; returns its dead letters. */
  private DataStream<Message> part(
      String source,
      String topic,
      Function<DataStream<Message>, Outputs> job,
      String sink,
      List<String> topics) {
    DataStream<Message> read = env.fromSource(source(topic), READ_TIME, source).uid(source);
    String group = kafka.applicationId();
    Properties client = kafka.clientProperties();
    DataStream<Message> records =
        read.transform(
                source + OFFSETS,
                Message.TYPE,
                new OffsetOperator(topic, () -> GroupOffsets.of(group, client)))
            .setParallelism(read.getParallelism()) // else their order would be lost
            .uid(source + OFFSETS);
    Outputs out = job.apply(records);
    sink(out.events(), sink, topics);
    return out.deadLetters();
  }

  /** Where no checkpoint tells where to go on: where the group stopped, else at the beginning. */
  @SuppressWarnings("deprecation") // the connector knows no newer type
  private KafkaSource<Message> source(String topic) {
    return KafkaSource.<Message>builder()
        .setProperties(kafka.consumerProperties())
        .setBootstrapServers(kafka.bootstrapServers())
        .setGroupId(kafka.applicationId())
        .setTopics(topic)
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .setDeserializer(new MessageReader())
        .build();
  }

  private DataStreamSink<Message> sink(
      DataStream<Message> messages, String name, List<String> topics) {
    return messages.sinkTo(sink(name, topics)).name(name).uid(name);
  }

  private Sink<Message> sink(String name, List<String> topics) {
    KafkaSinkBuilder<Message> sink =
        KafkaSink.<Message>builder()
            .setKafkaProducerConfig(kafka.producerProperties(maxRecordBytes))
            .setBootstrapServers(kafka.bootstrapServers())
            .setRecordSerializer(new MessageWriter(topics));
    if (!kafka.exactlyOnce()) {
      return new RestorableSink<>(
          sink.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE).build());
    }
    return new RestorableSink<>(
        sink.setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setTransactionalIdPrefix(kafka.applicationId() + "-" + name)
            .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
            .build());
  }
}
