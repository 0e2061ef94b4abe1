package io.wavecast.config;

import io.wavecast.schemas.forecast.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which topics, and how absent ones are created. */
public final class TopicKeys {
  static final KeyRegistry TOPICS = new KeyRegistry(Group.TOPICS);

  private static final List<Field> TOPIC_NAMES =
      Stream.concat(
              Stream.of(
                  Field.text("observations", "what is forecast and judged"),
                  Field.text("forecasts", "forecasts"),
                  Field.text("deviations", "deviations from the forecasts"),
                  Field.text("alerts", "alerts; compacted"),
                  Field.text(
                      "flat-forecasts",
                      "flat records of forecasts, where outputs.flat asks for them"),
                  Field.text("flat-deviations", "flat records of deviations"),
                  Field.text("flat-alerts", "flat records of alerts"),
                  Field.text("calendar", "calendar entries, where that is enabled; compacted"),
                  Field.text("dead-letters", "records that cannot be read")),
              PipelineModules.topics().map(topic -> Field.text(topic.key(), topic.help())))
          .toList();

  public static final Key<String> PREFIX =
      Key.both(
              TOPICS,
              "topics.prefix",
              Type.text("0..200 of the characters a-z A-Z 0-9 . _ -", "[a-zA-Z0-9._-]{0,200}"),
              Topics.DEFAULT_PREFIX)
          .help("Prefix of each topic whose own name is not set");
  public static final Key<Map<String, String>> NAMES =
      Key.both(
              TOPICS,
              "topics.names",
              Type.map(
                  "NAME=TOPIC, each topic once and of 1..249 of the characters a-z A-Z 0-9 . _ -,"
                      + " neither '.' nor '..'",
                  TOPIC_NAMES,
                  "(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}"),
              "")
          .help(
              "Topics whose names are not the prefix and NAME; in a file keys and values, such as"
                  + " {observations: orders}; a flag or variable replaces all of them");
  public static final Key<TopicCreation> CREATE =
      Key.both(TOPICS, "topics.create", Type.oneOf(TopicCreation.class), "auto")
          .help(
              "Whether absent topics are created at the start, internal ones included; never: an"
                  + " absent one is an error");
  public static final Key<Integer> PARTITIONS =
      Key.both(TOPICS, "topics.partitions", Type.integer(1, 10_000), "4")
          .help(
              "Partitions of topics that are created: an upper bound on the stream threads that"
                  + " share the work, on Flink on the subtasks that read");
  public static final Key<Optional<Integer>> REPLICATION =
      Key.both(TOPICS, "topics.replication", Type.optional(Type.integer(1, 100)), "")
          .help("Replicas of topics that are created; empty: the brokers' default");
  public static final Key<Optional<Duration>> RETENTION =
      Key.both(TOPICS, "topics.retention", Type.optional(Type.duration("1m", "36500d")), "")
          .help(
              "How long topics that are created keep a record, by the record's own time, so that a"
                  + " limit soon deletes replayed history; empty: forever");
  public static final Key<Optional<Long>> RETENTION_BYTES =
      Key.both(TOPICS, "topics.retention-bytes", Type.optional(Type.bytes(1 << 20)), "10g")
          .help(
              "How much topics that are created keep of each partition, except compacted ones,"
                  + " which keep the latest record of each key; empty: everything, in the demo"
                  + " 256m");

  private TopicKeys() {}

  /** The name of a topic: its own one, or the prefix and what it holds. */
  public static String name(Settings s, String topic) {
    return s.get(NAMES).getOrDefault(topic, s.get(PREFIX) + topic);
  }
}
