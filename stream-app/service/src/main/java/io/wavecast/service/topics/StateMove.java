package io.wavecast.service.topics;

import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.kafka.ServedPipeline;
import io.wavecast.kafka.topics.TopicAdmin;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Moves the states of a pipeline to the partitions that its input topic has now. The changelog gets
 * as many partitions, and in one transaction each state that belongs in another partition is
 * written there and deleted where it was. Local states follow when the pipeline starts. Nothing is
 * done while an instance runs, or while input of a state that moves is unread: that input would be
 * processed without the state. A move that failed may be repeated. Not thread-safe.
 */
public final class StateMove {
  private static final int TRANSACTION_MS = 900_000;
  private static final Set<TransactionState> COMMITTED =
      EnumSet.of(TransactionState.PREPARE_COMMIT, TransactionState.COMPLETE_COMMIT);

  /** The key of no series. */
  private static final byte[] NO_KEY = {};

  private final Map<String, Object> client;
  private final ServedPipeline pipeline;
  private final boolean force;

  /**
   * @param client properties of the clients, including {@code bootstrap.servers}
   * @param force move although input of states that move is unread
   */
  public StateMove(Map<String, ?> client, ServedPipeline pipeline, boolean force) {
    this.client = new HashMap<>(client);
    this.pipeline = pipeline;
    this.force = force;
  }

  /**
   * Moves the states.
   *
   * @return what was done, in one line
   * @throws FailureException if it cannot be done now, with the reason
   */
  public String run(TopicAdmin topics) {
    Map<String, Integer> partitions =
        topics.partitions(List.of(pipeline.changelogTopic(), pipeline.io().input()));
    int states = partitions.getOrDefault(pipeline.changelogTopic(), 0);
    int inputs = partitions.getOrDefault(pipeline.io().input(), 0);
    if (pipeline.io().needsRepartition() || states == 0 || inputs < states) {
      return "%s: nothing to move".formatted(pipeline.changelogTopic());
    }
    try (Admin admin = Admin.create(new HashMap<>(client));
        KafkaConsumer<byte[], byte[]> consumer = consumer();
        KafkaProducer<byte[], byte[]> producer = producer()) {
      TopicReader reader = new TopicReader(consumer);
      requireStopped(admin);
      requireRead(admin, reader, states, inputs);
      int least = isUnfinished(topics, pipeline) ? 1 : states;
      StatePlaces places = new StatePlaces(least, states, inputs);
      MovedStates moved = new MovedStates(places, inputs);
      reader.read(pipeline.changelogTopic(), states, moved::see);
      places.requireKnown(pipeline.io().input());
      moved.index();
      producer.initTransactions(); // from here to the commit the move is unfinished
      if (states < inputs) {
        get(
            admin
                .createPartitions(
                    Map.of(pipeline.changelogTopic(), NewPartitions.increaseTo(inputs)))
                .all());
      }
      int count = move(producer, reader, states, places, moved);
      return "%s: %d of %d states moved, %d partitions became %d"
          .formatted(pipeline.changelogTopic(), count, places.size(), states, inputs);
    } catch (ExecutionException | KafkaException e) {
      throw new FailureException(
          "%s: %s".formatted(pipeline.changelogTopic(), Throwables.rootMessage(e)), e);
    }
  }

  /**
   * Whether the states could be moved if partitions were added: each key must be in the partition
   * that Kafka's default partitioner chooses. Changes nothing.
   *
   * @return what was found, in one line
   * @throws FailureException if they could not be moved, with the reason
   */
  public String check(TopicAdmin topics) {
    String changelog = pipeline.changelogTopic();
    int states = topics.partitions(List.of(changelog)).getOrDefault(changelog, 0);
    if (pipeline.io().needsRepartition()) {
      throw new FailureException(
          "%s: the input is repartitioned (input.series), so states cannot be moved"
              .formatted(changelog));
    }
    if (states < 2) {
      return "%s: %s, which says nothing about the partitioner of the producers"
          .formatted(changelog, states == 0 ? "there are no states" : "there is one partition");
    }
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      StatePlaces places = new StatePlaces(states, states, states);
      MovedStates all = new MovedStates(places, states);
      new TopicReader(consumer).read(changelog, states, all::see);
      places.requireKnown(pipeline.io().input());
      return "%s: all %d keys are in the partition that Kafka's default partitioner chooses"
          .formatted(changelog, places.size());
    } catch (KafkaException e) {
      throw new FailureException("%s: %s".formatted(changelog, Throwables.rootMessage(e)), e);
    }
  }

  /**
   * Whether a move began and was not committed; the changelog may have its new partitions already.
   * Brokers know it until {@code transactional.id.expiration.ms} after the move.
   */
  static boolean isUnfinished(TopicAdmin topics, ServedPipeline pipeline) {
    return topics
        .transaction(transactionalId(pipeline))
        .filter(state -> !COMMITTED.contains(state))
        .isPresent();
  }

  private static String transactionalId(ServedPipeline pipeline) {
    return pipeline.applicationId() + "-move-states";
  }

  /** The partition of a key, as Kafka's producers choose it. */
  static int partition(byte[] key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  private void requireStopped(Admin admin) throws ExecutionException {
    int members = GroupMember.of(admin, pipeline.applicationId()).size();
    if (members > 0) {
      throw new FailureException(
          ("'%s' has %d members (stream threads): stop every instance, and wait for the session"
                  + " timeout of static ones")
              .formatted(pipeline.applicationId(), members));
    }
  }

  private void requireRead(Admin admin, TopicReader reader, int states, int inputs)
      throws ExecutionException {
    Map<TopicPartition, OffsetAndMetadata> read =
        get(
            admin
                .listConsumerGroupOffsets(pipeline.applicationId())
                .partitionsToOffsetAndMetadata());
    Map<TopicPartition, Long> from = new HashMap<>();
    IntStream.range(0, states)
        .mapToObj(p -> new TopicPartition(pipeline.io().input(), p))
        .forEach(
            p -> from.put(p, Optional.ofNullable(read.get(p)).map(o -> o.offset()).orElse(0L)));
    int[] unread = {0};
    reader.read(
        from,
        r -> unread[0] += r.key() != null && partition(r.key(), inputs) != r.partition() ? 1 : 0);
    if (unread[0] > 0 && !force) {
      throw new FailureException(
          ("topic %s: %d records of keys that move are unread in their old partitions: --force moves"
                  + " all the same, and these records start new windows there")
              .formatted(pipeline.io().input(), unread[0]));
    }
  }

  private int move(
      KafkaProducer<byte[], byte[]> producer,
      TopicReader reader,
      int states,
      StatePlaces places,
      MovedStates moved) {
    int[] count = {0};
    producer.beginTransaction();
    try {
      // brokers do not hear of an empty transaction, and would keep the move as unfinished
      send(producer, 0, NO_KEY, null);
      reader.read(
          pipeline.changelogTopic(),
          states,
          r -> {
            if (places.isMisplaced(r)) {
              if (places.moves(r)) {
                send(producer, places.place(r.key()), r.key(), moved.stored(r));
                count[0]++;
              }
              send(producer, r.partition(), r.key(), null);
            }
          });
      producer.commitTransaction();
      return count[0];
    } catch (KafkaException e) {
      abort(producer); // otherwise closing waits for the transaction
      throw e;
    }
  }

  private static void abort(KafkaProducer<byte[], byte[]> producer) {
    try {
      producer.abortTransaction();
    } catch (KafkaException e) {
      // brokers abort it after the transaction timeout
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put("transactional.id", transactionalId(pipeline));
    properties.put("transaction.timeout.ms", TRANSACTION_MS);
    properties.put("compression.type", "lz4");
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private void send(
      KafkaProducer<byte[], byte[]> producer, int partition, byte[] key, byte @Nullable [] value) {
    var unused =
        producer.send(new ProducerRecord<>(pipeline.changelogTopic(), partition, key, value));
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put("isolation.level", "read_committed");
    properties.put("enable.auto.commit", false);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static <T> T get(KafkaFuture<T> future) throws ExecutionException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailureException("interrupted", e);
    }
  }
}
