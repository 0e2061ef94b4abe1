package io.wavecast.config;

import io.wavecast.schemas.forecast.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which topics, and how absent ones are created. */
public final class TopicKeys {
  static final KeyRegistry TOPICS = new KeyRegistry(Group.TOPICS);

  /** The keys of names of topics, in order. */
  static final List<Key<Optional<String>>> NAMES = new ArrayList<>();

  public static final Key<String> PREFIX =
      Key.both(
              TOPICS,
              "topics.prefix",
              Type.text("0..200 of the characters a-z A-Z 0-9 . _ -", "[a-zA-Z0-9._-]{0,200}"),
              Topics.DEFAULT_PREFIX)
          .help("Prefix of each topic whose own name is not set");
  public static final Key<Optional<String>> OBSERVATIONS =
      topic("observations", "Topic that observations are read from");
  public static final Key<Optional<String>> EVENTS =
      topic("events", "Topic of the raw events of inputs with an aggregate, keyed by series");
  public static final Key<Optional<String>> FORECASTS =
      topic("forecasts", "Topic that forecasts are written to");
  public static final Key<Optional<String>> DEVIATIONS =
      topic("deviations", "Topic that deviations from the forecasts are written to");
  public static final Key<Optional<String>> ALERTS =
      topic("alerts", "Topic that alerts are written to; compacted");
  public static final Key<Optional<String>> FLAT_FORECASTS =
      topic("flat-forecasts", "Topic of flat records of forecasts if outputs.flat asks for them");
  public static final Key<Optional<String>> FLAT_DEVIATIONS =
      topic("flat-deviations", "Topic of flat records of deviations if outputs.flat asks for them");
  public static final Key<Optional<String>> FLAT_ALERTS =
      topic("flat-alerts", "Topic of flat records of alerts if outputs.flat asks for them");
  public static final Key<Optional<String>> INCIDENTS =
      topic("incidents", "Topic that incidents are written to if they are enabled; compacted");
  public static final Key<Optional<String>> CALENDAR =
      topic("calendar", "Topic that calendar entries are read from if that is enabled; compacted");
  public static final Key<Optional<String>> SKETCHES =
      topic("sketches", "Topic that sketches are read from if sketches are enabled");
  public static final Key<Optional<String>> SKETCH_LABELS =
      topic("sketch-labels", "Topic that labels of sketches are written to; compacted");
  public static final Key<Optional<String>> CHORALE_REQUESTS =
      topic(
          "chorale-requests",
          "Topic that requests for chorales are read from if chorales are enabled");
  public static final Key<Optional<String>> CHORALE_NOTES =
      topic("chorale-notes", "Topic that notes of chorales are written to");
  public static final Key<Optional<String>> DEAD_LETTERS =
      topic("dead-letters", "Topic that unreadable records are written to");
  public static final Key<TopicCreation> CREATE =
      Key.both(TOPICS, "topics.create", Type.oneOf(TopicCreation.class), "auto")
          .help(
              "Whether absent topics are created at the start, with Kafka Streams its internal ones"
                  + " included; never: an absent one is an error, which names the command that"
                  + " creates it");
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

  private static Key<Optional<String>> topic(String name, String help) {
    Key<Optional<String>> key =
        Key.both(
                TOPICS,
                "topics." + name,
                Type.optional(
                    Type.text(
                        "1..249 of the characters a-z A-Z 0-9 . _ -, not . or ..",
                        "(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}")),
                "")
            .help(help + "; empty: the prefix and '" + name + "'");
    NAMES.add(key);
    return key;
  }
}
