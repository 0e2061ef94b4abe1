package io.wavecast.kafka.topics;

import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.kafka.Admins;
import io.wavecast.kafka.acl.Acl;
import io.wavecast.kafka.acl.Permissions;
import io.wavecast.kafka.acl.Program;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates absent topics and checks existing ones; never changes or deletes one. */
public final class TopicAdmin implements AutoCloseable {
  private final Admin admin;
  private final Answers answers;

  /**
   * @param properties of the admin client, including {@code bootstrap.servers}
   * @param timeout of each request
   * @throws NoAnswerException if no address of the cluster is known
   * @throws FailureException if the properties cannot work
   */
  public TopicAdmin(Map<String, ?> properties, Duration timeout) {
    answers = new Answers(properties, timeout);
    try {
      admin = Admins.open(properties, timeout);
    } catch (KafkaException e) {
      throw answers.failure(e);
    }
  }

  /** The state of a topic. */
  public enum Status {
    /** It was absent and has been created. */
    CREATED,
    /** It exists and matches its specification. */
    OK,
    /** It exists, but its settings may not be read. */
    UNCHECKED,
    /** It exists, but differs from its specification. */
    DIFFERS,
    /** It is absent. */
    ABSENT
  }

  /**
   * The result for a topic.
   *
   * @param line the result as text, e.g. {@code wavecast.forecasts: retention.ms 604800000,
   *     expected -1}
   */
  public record Finding(String topic, Status status, String line) {
    /** Whether the topic can be used as it is. */
    public boolean isGood() {
      return status != Status.DIFFERS && status != Status.ABSENT;
    }
  }

  /**
   * Requires what a program must be permitted to do.
   *
   * @param acls all that it needs
   * @return the optional rights that its user lacks
   * @throws FailureException that names the first required right that its user lacks, or if the
   *     cluster does not answer
   */
  public List<Acl> require(Program program, List<Acl> acls) {
    try {
      return Permissions.require(admin, acls, program);
    } catch (KafkaException e) {
      throw answers.failure(e);
    }
  }

  /**
   * Creates absent topics and checks the others. Returns when a broker knows the created ones.
   *
   * @throws NoAnswerException if the cluster does not answer
   * @throws FailureException if it rejects the request
   */
  public List<Finding> ensure(List<TopicSpec> specs) {
    List<Finding> findings = check(specs);
    List<NewTopic> absent =
        IntStream.range(0, specs.size())
            .filter(i -> findings.get(i).status() == Status.ABSENT)
            .mapToObj(i -> specs.get(i).newTopic())
            .toList();
    Map<String, KafkaFuture<Void>> made = admin.createTopics(absent).values();
    for (int i = 0; i < specs.size(); i++) {
      TopicSpec spec = specs.get(i);
      if (made.containsKey(spec.name())) {
        findings.set(i, created(spec, made.get(spec.name())));
      }
    }
    List<String> created =
        findings.stream()
            .filter(finding -> finding.status() == Status.CREATED)
            .map(Finding::topic)
            .toList();
    var unused = answers.retryWhileUnknown(() -> admin.describeTopics(created).allTopicNames());
    return findings;
  }

  /**
   * Checks topics.
   *
   * @return a finding for each, in the same order
   * @throws NoAnswerException if the cluster does not answer
   * @throws FailureException if it rejects the request
   */
  public List<Finding> check(List<TopicSpec> specs) {
    Map<String, Integer> partitions = partitions(specs.stream().map(TopicSpec::name).toList());
    Map<String, Map<String, String>> configs = configs(partitions.keySet());
    List<Finding> findings = new ArrayList<>();
    for (TopicSpec spec : specs) {
      findings.add(
          partitions.containsKey(spec.name())
              ? spec.compare(partitions.get(spec.name()), configs.get(spec.name()))
              : new Finding(spec.name(), Status.ABSENT, spec.name() + ": absent"));
    }
    return findings;
  }

  /**
   * The number of partitions of each topic that exists.
   *
   * @throws FailureException if the cluster does not answer, or rejects the request
   */
  public Map<String, Integer> partitions(Collection<String> topics) {
    Map<String, Integer> partitions = new HashMap<>();
    describe(topics).forEach((name, topic) -> partitions.put(name, topic.partitions().size()));
    return partitions;
  }

  /**
   * What endangers the disks or the records of topics that exist, a line for each kind.
   *
   * @param internal topics of Kafka Streams
   * @throws FailureException if the cluster does not answer, or rejects the request
   */
  public List<String> warnings(List<TopicSpec> specs, List<TopicSpec> internal) {
    Set<String> own = internal.stream().map(TopicSpec::name).collect(Collectors.toSet());
    var topics =
        describe(Stream.concat(specs.stream().map(TopicSpec::name), own.stream()).toList());
    Map<String, Map<String, String>> configs = configs(topics.keySet());
    int brokers = answers.get(admin.describeCluster().nodes(), error -> false).orElseThrow().size();
    TopicWarnings warnings = new TopicWarnings(brokers);
    topics.forEach(
        (name, topic) -> {
          Map<String, String> got = configs.getOrDefault(name, Map.of());
          if (own.contains(name)) {
            warnings.addInternal(topic, got);
          } else {
            warnings.add(topic, got);
          }
        });
    return warnings.lines();
  }

  private Map<String, TopicDescription> describe(Collection<String> topics) {
    Map<String, TopicDescription> described = new TreeMap<>();
    admin
        .describeTopics(topics)
        .topicNameValues()
        .forEach(
            (name, future) ->
                answers
                    .get(future, UnknownTopicOrPartitionException.class::isInstance)
                    .ifPresent(topic -> described.put(name, topic)));
    return described;
  }

  /**
   * The largest record that a topic accepts, bytes; Kafka's default where it may not be read.
   *
   * @throws NoAnswerException if the cluster does not answer
   * @throws FailureException if the topic is absent
   */
  public int maxRecordBytes(String topic) {
    String bytes =
        configs(List.of(topic)).getOrDefault(topic, Map.of()).get(TopicSpec.MAX_MESSAGE_BYTES);
    return bytes == null ? StreamSettings.DEFAULT_MAX_RECORD_BYTES : Integer.parseInt(bytes);
  }

  /**
   * A setting of the brokers, as one of them has it; empty where it may not be read.
   *
   * @throws NoAnswerException if the cluster does not answer
   * @throws FailureException if it rejects the request
   */
  public Optional<String> brokerConfig(String name) {
    var nodes = answers.get(admin.describeCluster().nodes(), error -> false).orElseThrow();
    ConfigResource broker =
        new ConfigResource(ConfigResource.Type.BROKER, nodes.iterator().next().idString());
    return answers
        .get(admin.describeConfigs(List.of(broker)).all(), AuthorizationException.class::isInstance)
        .map(configs -> configs.get(broker))
        .map(config -> config.get(name))
        .map(ConfigEntry::value);
  }

  /**
   * Whether a consumer group has committed offsets; false where the cluster does not say it.
   *
   * @throws NoAnswerException if the cluster does not answer
   */
  public boolean hasOffsets(String group) {
    return answers
        .get(
            admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
            ApiException.class::isInstance)
        .filter(offsets -> !offsets.isEmpty())
        .isPresent();
  }

  @Override
  public void close() {
    admin.close();
  }

  private Finding created(TopicSpec spec, KafkaFuture<Void> made) {
    String line = "%s: created with %d partitions".formatted(spec.name(), spec.partitions());
    Finding created = new Finding(spec.name(), Status.CREATED, line);
    return answers
        .get(made.thenApply(unused -> created), TopicExistsException.class::isInstance)
        .orElseGet(() -> check(List.of(spec)).get(0));
  }

  /** The settings of each topic whose settings may be read. */
  private Map<String, Map<String, String>> configs(Collection<String> topics) {
    Map<String, KafkaFuture<Config>> asked = new TreeMap<>();
    admin
        .describeConfigs(topics.stream().map(TopicAdmin::resource).toList())
        .values()
        .forEach((resource, config) -> asked.put(resource.name(), config));
    Map<String, Map<String, String>> byTopic = new HashMap<>();
    for (String topic : topics) {
      try {
        Config config =
            answers.retryWhileUnknown(
                () ->
                    Optional.ofNullable(asked.remove(topic))
                        .orElseGet(
                            () ->
                                admin
                                    .describeConfigs(List.of(resource(topic)))
                                    .values()
                                    .get(resource(topic))));
        byTopic.put(topic, values(config));
      } catch (FailureException e) {
        if (!(Throwables.root(e) instanceof AuthorizationException)) {
          throw e;
        }
      }
    }
    return byTopic;
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static Map<String, String> values(Config config) {
    return config.entries().stream()
        .collect(Collectors.toMap(ConfigEntry::name, e -> String.valueOf(e.value())));
  }
}
