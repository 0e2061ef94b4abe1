package io.wavecast.config;

import io.wavecast.core.stream.LatePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an observation looks like on its topic. */
public final class InputKeys {
  static final KeyRegistry INPUT = new KeyRegistry(Group.INPUT);

  public static final Key<Integer> MAX_BYTES =
      Key.both(INPUT, "input.max-bytes", Type.integer(16, 10_000_000), "65536")
          .help("Longest value of a record, in bytes; a longer one is dead-lettered");
  public static final Key<Optional<Duration>> MAX_AHEAD =
      Key.both(INPUT, "input.max-ahead", Type.optional(Type.duration("0s", "36500d")), "1h")
          .help(
              "How far the time in a payload may be ahead of the record's own time; a record"
                  + " further ahead is dead-lettered; empty: no limit");
  public static final Key<LatePolicy> LATE_POLICY =
      Key.both(INPUT, "input.late-policy", Type.oneOf(LatePolicy.class), "drop")
          .help(
              "What happens to an observation older than the latest of its series, to an input of"
                  + " another pipeline older than the latest of its key, and to an event whose"
                  + " window has closed");

  public static final Key<String> INPUTS =
      Key.both(
              INPUT,
              "inputs",
              Type.objects(
                  "inputs, see docs/RECIPES.md",
                  List.of(
                      Field.texts(
                          "topics",
                          "names, or patterns such as orders-*; none: the input says what the"
                              + " observations topic itself holds, and is the only one"),
                      Field.text("name", "of the input in messages; its first topic"),
                      Field.text(
                          "format",
                          "json (the default), number, csv, text, avro, json-schema or protobuf; the"
                              + " last three with schema.registry.url; without topics json, avro or"
                              + " json-schema"),
                      Field.texts("columns", "names of a CSV's columns"),
                      Field.text("separator", "of a CSV's columns, one character; a comma"),
                      Field.text("pattern", "of a text, with a named group for each field"),
                      Field.text("descriptor", "file with the descriptor of a Protobuf message"),
                      Field.text("message", "name of that message"),
                      Field.text(
                          "key",
                          "the series: a path, or a template such as {/service}.{/metric}; {key}"),
                      Field.of(
                          "labels",
                          "names, each with a path or a template: {service: /service, zone:"
                              + " '{key/zone}'}; without topics the path to an object of texts",
                          "object",
                          "string"),
                      Field.texts("points", "paths to arrays of points"),
                      Field.text("value", "path to the number; /value"),
                      Field.of(
                          "values",
                          "several numbers: paths by name, or one path",
                          "object",
                          "string"),
                      Field.text("decimal", "the sign before decimals; a point"),
                      Field.text("timestamp", "path to the time; the record's own time"),
                      Field.text(
                          "timestamp-format", "of a time that is neither ISO 8601 nor epoch"),
                      Field.text("timestamp-zone", "of a time without one; time.zone"),
                      Field.texts("where", "filters, all of which must hold"),
                      Field.text(
                          "aggregate",
                          "count, sum, mean, min, max, last, p50, p95, p99 or distinct: records are"
                              + " events, which become one observation for each window"),
                      Field.text("every", "length of a window; 1m"),
                      Field.text("grace", "how long a window waits for late events; 10s"),
                      Field.text("fill", "what an empty window is: none (the default) or zero"))),
              "")
          .help(
              "Topics of other producers, whose records become observations on the observations"
                  + " topic. Empty: observations are read from it as Wavecast writes them");

  private InputKeys() {}
}
