package io.wavecast.flink.kafka;

import io.wavecast.flink.ForecastJob;
import io.wavecast.flink.JobSettings;
import io.wavecast.flink.Message;
import io.wavecast.flink.models.ModelSource;
import io.wavecast.schemas.Topics;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** The job from topic to topic. */
public final class KafkaEnds {
  private KafkaEnds() {}

  /** Adds source, job and sinks to an environment; nothing is started. */
  public static void build(
      StreamExecutionEnvironment env, KafkaSettings kafka, JobSettings job, ModelSource models) {
    Topics topics = job.topics();
    DataStream<Message> observations =
        env.fromSource(
                source(kafka, topics.observations()),
                WatermarkStrategy.noWatermarks(),
                ForecastJob.OBSERVATIONS)
            .uid(ForecastJob.OBSERVATIONS);
    ForecastJob.Outputs out = ForecastJob.build(observations, job, models);
    out.events()
        .sinkTo(
            sink(
                kafka,
                job,
                ForecastJob.EVENTS,
                List.of(topics.forecasts(), topics.deviations(), topics.alerts())))
        .name(ForecastJob.EVENTS)
        .uid(ForecastJob.EVENTS);
    out.deadLetters()
        .sinkTo(sink(kafka, job, ForecastJob.DEAD_LETTERS_SINK, List.of(topics.deadLetters())))
        .setParallelism(1)
        .name(ForecastJob.DEAD_LETTERS_SINK)
        .uid(ForecastJob.DEAD_LETTERS_SINK);
  }

  /** Where no checkpoint tells where to go on: where the group stopped, else at the beginning. */
  @SuppressWarnings("deprecation") // the connector knows no newer type
  private static KafkaSource<Message> source(KafkaSettings kafka, String topic) {
    return KafkaSource.<Message>builder()
        .setProperties(kafka.consumerProperties())
        .setBootstrapServers(kafka.bootstrapServers())
        .setGroupId(kafka.applicationId())
        .setTopics(topic)
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .setDeserializer(new MessageReader())
        .build();
  }

  private static KafkaSink<Message> sink(
      KafkaSettings kafka, JobSettings job, String name, List<String> topics) {
    KafkaSinkBuilder<Message> sink =
        KafkaSink.<Message>builder()
            .setKafkaProducerConfig(kafka.producerProperties(job.stream().maxRecordBytes()))
            .setBootstrapServers(kafka.bootstrapServers())
            .setRecordSerializer(new MessageWriter(topics));
    if (!kafka.exactlyOnce()) {
      return sink.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE).build();
    }
    return sink.setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(kafka.applicationId() + "-" + name)
        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
        .build();
  }
}
