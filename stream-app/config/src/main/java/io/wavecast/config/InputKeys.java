package io.wavecast.config;

import io.wavecast.core.stream.LatePolicy;
import io.wavecast.registry.ValueFormat;
import java.time.Duration;
import java.util.Optional;

/** What an observation looks like on its topic. */
public final class InputKeys {
  static final KeyRegistry INPUT = new KeyRegistry(Group.INPUT);

  private static final Type<String> POINTER =
      Type.text("a JSON pointer such as /data/value", "(/[^/]*)+");

  public static final Key<ValueFormat> FORMAT =
      Key.both(INPUT, "input.format", Type.oneOf(ValueFormat.class), "json")
          .help(
              "How values of the observations topic are written; avro and json-schema: in the wire"
                  + " format of a schema registry, which schema.registry.url names");
  public static final Key<Optional<String>> SERIES =
      Key.both(INPUT, "input.series", Type.optional(POINTER), "")
          .help(
              "Where a record's value holds the series key; empty: the record's key is the series"
                  + " key");
  public static final Key<Optional<String>> TIMESTAMP =
      Key.both(INPUT, "input.timestamp", Type.optional(POINTER), "/timestamp")
          .help("Where a record's value holds the time; empty: the record's own time is used");
  public static final Key<String> VALUE =
      Key.both(INPUT, "input.value", POINTER, "/value")
          .help("Where a record's value holds the number");
  public static final Key<Optional<String>> LABELS =
      Key.both(INPUT, "input.labels", Type.optional(POINTER), "")
          .help(
              "Where a record's value holds the labels of its series, an object of texts such as"
                  + " /labels: at most 16, their names and values at most 2048 bytes together; they"
                  + " apply from this record on, until another one has others. Empty: records hold"
                  + " no labels");
  public static final Key<Integer> MAX_BYTES =
      Key.both(INPUT, "input.max-bytes", Type.integer(16, 10_000_000), "65536")
          .help("Longest value of a record, in bytes; a longer one is dead-lettered");
  public static final Key<Optional<Duration>> MAX_AHEAD =
      Key.both(INPUT, "input.max-ahead", Type.optional(Type.duration("0s", "36500d")), "1h")
          .help(
              "How far the time in a payload may be ahead of the record's own time; a record"
                  + " further ahead is dead-lettered, since it would make later ones of its series"
                  + " late; empty: no limit");
  public static final Key<LatePolicy> LATE_POLICY =
      Key.both(INPUT, "late-policy", Type.oneOf(LatePolicy.class), "drop")
          .help(
              "What happens to an observation older than the latest of its series, and to a sketch"
                  + " older than the latest of its drawing, and to an event whose window has"
                  + " closed");

  public static final Key<String> INPUTS =
      Key.both(
              INPUT,
              "inputs",
              new Type<>("inputs", "a list of inputs in YAML, see docs/RECIPES.md", text -> text),
              "")
          .help(
              "Topics of other producers, whose records become observations on the observations"
                  + " topic. Each input has topics (names, or patterns such as orders-*) and may have name, format (json, number, csv"
                  + " with columns and separator, text with pattern, avro, json-schema and protobuf"
                  + " with schema.registry.url, protobuf also with descriptor and message), key (a template such as"
                  + " {/service}.{/metric}; {key}), labels (names, each with a path or a template:"
                  + " {service: /service, zone: '{key/zone}'}), points (paths to arrays), value (/value) or"
                  + " values, decimal (the sign before decimals; .), timestamp (the record's own time), timestamp-format, timestamp-zone"
                  + " (time.zone) and where (filters). With aggregate (count, sum, mean,"
                  + " min, max, last, p50, p95, p99 or distinct) its records are events, which"
                  + " become one observation for each window: every (1m), grace (10s), fill (none or"
                  + " zero). Empty: observations are read as the other"
                  + " settings of this chapter say, without another topic between");

  private InputKeys() {}
}
