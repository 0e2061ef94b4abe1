package io.wavecast.config;

import io.wavecast.core.aggregate.Aggregation;
import io.wavecast.core.aggregate.AggregationSpec;
import io.wavecast.core.ingest.IngestSpec;
import io.wavecast.core.ingest.Input;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Glob;
import io.wavecast.core.text.UsageException;
import io.wavecast.registry.RegistryFormat;
import io.wavecast.registry.SchemaText.Kind;
import io.wavecast.schemas.TopicNames;
import io.wavecast.schemas.forecast.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Turns the list {@code inputs} into the pipeline that reads them. */
final class InputSettings {
  /** What the records of the observations topic look like where Wavecast does not write it. */
  private static final List<Key<?>> DIRECT =
      List.of(
          InputKeys.FORMAT,
          InputKeys.SERIES,
          InputKeys.TIMESTAMP,
          InputKeys.VALUE,
          InputKeys.LABELS);

  private static final String OWN_LABELS = "/labels";

  private InputSettings() {}

  /**
   * The pipeline; empty if no input is configured.
   *
   * @param topics of the forecasts
   * @param events topic of events to be aggregated
   * @throws UsageException that names the input and the key
   */
  static Optional<IngestSpec> ingest(Settings s, Topics topics, String events, int maxRecordBytes) {
    try {
      List<Input> inputs = read(s).stream().map(InputList.Configured::input).toList();
      if (inputs.isEmpty()) {
        return Optional.empty();
      }
      requireOwnFormat(s);
      requireRegistry(s, inputs);
      Set<String> written = written(s, topics, events);
      requireForeign(inputs, written, s.get(EngineKeys.APPLICATION_ID));
      IngestSpec spec =
          new IngestSpec(
              inputs,
              topics.observations(),
              events,
              topics.deadLetters(),
              s.get(InputKeys.MAX_BYTES),
              s.get(InputKeys.MAX_AHEAD).orElse(null),
              s.get(EngineKeys.BATCH_LINGER),
              maxRecordBytes,
              own(s, written));
      return Optional.of(spec);
    } catch (IllegalArgumentException e) {
      throw refused(s, e);
    }
  }

  /**
   * The pipeline that aggregates their events; empty if no input has an aggregate.
   *
   * @param topics of the forecasts
   * @param events topic of events to be aggregated
   * @throws UsageException that names the input and the key
   */
  static Optional<AggregationSpec> aggregation(
      Settings s, Topics topics, String events, int maxRecordBytes) {
    try {
      Map<String, Aggregation> inputs = new TreeMap<>();
      for (InputList.Configured each : read(s)) {
        each.aggregation().ifPresent(how -> inputs.put(each.input().name(), how));
      }
      if (inputs.isEmpty()) {
        return Optional.empty();
      }
      List<String> all = new ArrayList<>(topics.all());
      all.add(events);
      TopicNames.check(all);
      return Optional.of(
          new AggregationSpec(
              events,
              topics.observations(),
              topics.deadLetters(),
              inputs,
              s.get(InputKeys.LATE_POLICY),
              s.get(WindowKeys.EXPIRE_AFTER).orElse(AggregationSpec.DEFAULT_EXPIRE_AFTER),
              maxRecordBytes));
    } catch (IllegalArgumentException e) {
      throw refused(s, e);
    }
  }

  private static RuntimeException refused(Settings s, IllegalArgumentException e) {
    int number = e instanceof InputException one ? one.number() : 0;
    UsageException refused = s.refuse(InputKeys.INPUTS, number, ": " + e.getMessage());
    return e.getCause() instanceof UnreadableFileException
        ? new FailureException(String.valueOf(refused.getMessage()), e)
        : refused;
  }

  /** Where observations hold labels; the pipeline of inputs writes them in the default format. */
  static String labels(Settings s) {
    return s.get(InputKeys.INPUTS).isBlank() ? s.get(InputKeys.LABELS).orElse("") : OWN_LABELS;
  }

  private static List<InputList.Configured> read(Settings s) {
    return InputList.read(s.get(InputKeys.INPUTS), s.get(WindowKeys.ZONE));
  }

  private static void requireRegistry(Settings s, List<Input> inputs) {
    for (Input input : inputs) {
      if (input.format() instanceof RegistryFormat format && s.get(SchemaKeys.URL).isEmpty()) {
        throw new IllegalArgumentException(
            "input '%s': format %s needs %s%s"
                .formatted(
                    input.name(),
                    input.format(),
                    SchemaKeys.URL.name(),
                    format.kind() == Kind.PROTOBUF ? ", or descriptor and message" : ""));
      }
    }
  }

  /** The topics that any pipeline writes, whether it is enabled or not. */
  private static Set<String> written(Settings s, Topics topics, String events) {
    Set<String> written = new TreeSet<>(topics.all());
    written.add(events);
    written.addAll(FlatOutputs.topics(s).values());
    written.add(PipelineSettings.name(s, TopicKeys.INCIDENTS, "incidents"));
    written.add(PipelineSettings.name(s, TopicKeys.SKETCH_LABELS, "sketch-labels"));
    written.add(PipelineSettings.name(s, TopicKeys.CHORALE_NOTES, "chorale-notes"));
    return written;
  }

  /** What patterns of topics never match: what Wavecast writes, or reads by itself. */
  private static List<Glob> own(Settings s, Set<String> written) {
    List<Glob> own = new ArrayList<>(written.stream().map(Glob::new).toList());
    own.add(new Glob(s.get(EngineKeys.APPLICATION_ID) + "-*"));
    if (!s.get(TopicKeys.PREFIX).isEmpty()) {
      own.add(new Glob(s.get(TopicKeys.PREFIX) + "*"));
    }
    own.add(new Glob(PipelineSettings.calendarTopic(s)));
    own.add(new Glob(PipelineSettings.name(s, TopicKeys.SKETCHES, "sketches")));
    own.add(new Glob(PipelineSettings.name(s, TopicKeys.CHORALE_REQUESTS, "chorale-requests")));
    return own;
  }

  /** Refuses inputs that read what Wavecast writes: they would read their own results. */
  private static void requireForeign(List<Input> inputs, Set<String> written, String application) {
    for (Input input : inputs) {
      for (String topic : input.topics()) {
        boolean isInternal =
            topic.startsWith(application + "-")
                && (topic.endsWith("-changelog") || topic.endsWith("-repartition"));
        if (isInternal || written.contains(topic)) {
          throw new IllegalArgumentException(
              "input '%s' reads '%s', which Wavecast itself writes".formatted(input.name(), topic));
        }
      }
    }
  }

  private static void requireOwnFormat(Settings s) {
    for (Key<?> key : DIRECT) {
      if (!s.get(key).equals(key.type().parser().apply(key.defaultText(Host.SERVICE)))) {
        throw s.refuse(
            key, " must not be set with inputs: each of them says what its records look like");
      }
    }
  }
}
