package io.wavecast.service.topics;

import io.wavecast.config.GroupProtocol;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.kafka.Admins;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prepares a group for an instance that is about to join it. */
public final class GroupAdmin implements AutoCloseable {
  /** Heartbeats in a session timeout, at least. */
  public static final int HEARTBEATS = 5;

  /** A member learns with its heartbeat which partitions it gives up or gets. */
  private static final Duration MAX_HEARTBEAT = Duration.ofSeconds(1);

  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Logger LOG = LoggerFactory.getLogger(GroupAdmin.class);

  private final Admin admin;
  private final Duration timeout;

  /**
   * @param client properties of the admin client, including {@code bootstrap.servers}
   * @param timeout of each request
   */
  public GroupAdmin(Map<String, ?> client, Duration timeout) {
    this(Admins.open(client, timeout), timeout);
  }

  /**
   * @param admin closed with this
   */
  GroupAdmin(Admin admin, Duration timeout) {
    this.admin = admin;
    this.timeout = timeout;
  }

  /**
   * The configuration of a group with the protocol 'streams', which replaces settings of the
   * client.
   *
   * @param session timeout of the members
   * @param standbyReplicas copies of each state on other instances
   */
  public static Map<String, String> configs(Duration session, int standbyReplicas) {
    long heartbeat = Math.min(session.dividedBy(HEARTBEATS).toMillis(), MAX_HEARTBEAT.toMillis());
    return Map.of(
        "streams.session.timeout.ms", Long.toString(session.toMillis()),
        "streams.heartbeat.interval.ms", Long.toString(heartbeat),
        "streams.assignment.interval.ms", "0",
        "streams.num.standby.replicas", Integer.toString(standbyReplicas));
  }

  /**
   * Sets the configuration of a group. Brokers bound the values and may not permit the change: if
   * they refuse all together, each value is tried alone.
   *
   * @return what was refused, each with the reason in one line
   */
  public List<String> configure(String group, Map<String, String> configs) {
    if (set(group, configs).isEmpty()) {
      return List.of();
    }
    List<String> refusals = new ArrayList<>();
    new TreeMap<>(configs)
        .forEach(
            (name, value) ->
                set(group, Map.of(name, value))
                    .ifPresent(reason -> refusals.add(name + "=" + value + ": " + reason)));
    return refusals;
  }

  /** Sets all of them or none; returns why they were refused. */
  private Optional<String> set(String group, Map<String, String> configs) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
    List<AlterConfigOp> all =
        configs.entrySet().stream()
            .map(e -> new AlterConfigOp(new ConfigEntry(e.getKey(), e.getValue()), OpType.SET))
            .toList();
    try {
      admin
          .incrementalAlterConfigs(Map.of(resource, all))
          .all()
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      return Optional.of(Throwables.rootMessage(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  /**
   * How many offsets of each partition are gone that the group has not read; only those with some.
   * Topics that are gone themselves, or that may not be described, are left out.
   *
   * @throws ExecutionException when the brokers do not say
   */
  public Map<TopicPartition, Long> removedUnread(String group)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> next =
        new HashMap<>(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get());
    Set<String> topics = admin.listTopics().names().get();
    next.values().removeIf(Objects::isNull);
    next.keySet().removeIf(partition -> !topics.contains(partition.topic()));
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    next.keySet().forEach(partition -> asked.put(partition, OffsetSpec.earliest()));
    Map<TopicPartition, Long> removed = new HashMap<>();
    admin
        .listOffsets(asked)
        .all()
        .get()
        .forEach((partition, first) -> removed.put(partition, first.offset()));
    next.forEach((partition, offset) -> removed.merge(partition, -offset.offset(), Long::sum));
    removed.values().removeIf(count -> count <= 0);
    return removed;
  }

  /**
   * Waits until no member is in the way of an instance: brokers refuse members of another protocol,
   * and with the protocol 'streams' the id of a static member whose session has not ended, e.g.
   * because it was killed. Kafka Streams would replace each refused thread by one with a new id.
   *
   * @param streams the properties of Kafka Streams
   * @param atMost longer than any session timeout
   * @throws FailureException that names what is in the way, if it remains
   */
  public void awaitVacancy(Properties streams, Duration atMost) {
    long start = System.nanoTime();
    Optional<String> first = obstacle(streams);
    first.ifPresent(reason -> LOG.warn("waiting for at most {} s: {}", atMost.toSeconds(), reason));
    for (Optional<String> now = first; now.isPresent(); now = obstacle(streams)) {
      if (System.nanoTime() - start > atMost.toNanos()) {
        throw new FailureException(now.get());
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      if (Thread.interrupted()) {
        Thread.currentThread().interrupt();
        throw new FailureException("interrupted: " + now.get());
      }
    }
  }

  private Optional<String> obstacle(Properties streams) {
    String group = String.valueOf(streams.get(StreamsConfig.APPLICATION_ID_CONFIG));
    GroupProtocol protocol =
        "streams".equals(streams.get(StreamsConfig.GROUP_PROTOCOL_CONFIG))
            ? GroupProtocol.STREAMS
            : GroupProtocol.CLASSIC;
    Set<String> ids = protocol == GroupProtocol.STREAMS ? instanceIds(streams) : Set.of();
    List<GroupMember> members;
    try {
      members = GroupMember.of(admin, group);
    } catch (ExecutionException e) {
      LOG.debug("the members of group {} are not known", group, e);
      return Optional.empty(); // Kafka Streams reports what is wrong
    }
    long others = members.stream().filter(member -> member.protocol() != protocol).count();
    if (others > 0) {
      return Optional.of(
          "group '%s' has %d members of another group.protocol: stop every instance before a change"
              .formatted(group, others));
    }
    return members.stream()
        .filter(member -> !member.away())
        .flatMap(member -> member.instanceId().stream())
        .filter(ids::contains)
        .findAny()
        .map(
            id ->
                ("group '%s' has a member with the group.instance.id '%s': its session has not ended,"
                        + " or another instance has the same id")
                    .formatted(group, id));
  }

  /** The ids of the stream threads; none if the instance is no static member. */
  private static Set<String> instanceIds(Properties streams) {
    StreamsConfig config = new StreamsConfig(streams);
    return IntStream.rangeClosed(1, config.getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG))
        .mapToObj(thread -> config.getMainConsumerConfigs("", "", thread))
        .flatMap(p -> Stream.ofNullable(p.get(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG)))
        .map(String::valueOf)
        .collect(Collectors.toSet());
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
