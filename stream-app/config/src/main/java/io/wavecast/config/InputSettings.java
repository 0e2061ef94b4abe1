package io.wavecast.config;

import io.wavecast.core.aggregate.Aggregation;
import io.wavecast.core.aggregate.AggregationSpec;
import io.wavecast.core.ingest.IngestSpec;
import io.wavecast.core.ingest.Input;
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
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Turns the list {@code inputs} into the pipeline that reads them. */
final class InputSettings {
  private InputSettings() {}

  /**
   * The pipeline; empty if no input is configured.
   *
   * @param topics of the forecasts
   * @param events topic of events to be aggregated
   * @throws UsageException that names the input and the key
   */
  static Optional<IngestSpec> ingest(Settings s, Topics topics, String events, int maxRecordBytes) {
    List<Input> inputs = read(s).stream().flatMap(each -> each.input().stream()).toList();
    return parsed(
        s,
        inputs.isEmpty(),
        () -> {
          requireRegistry(s, inputs);
          Set<String> written = written(s, topics, events);
          requireForeign(inputs, written, s.get(EngineKeys.APPLICATION_ID));
          return new IngestSpec(
              inputs,
              topics.observations(),
              events,
              topics.deadLetters(),
              s.get(InputKeys.MAX_BYTES),
              s.get(InputKeys.MAX_AHEAD).orElse(null),
              s.get(EngineKeys.BATCH_LINGER),
              maxRecordBytes,
              own(s, written));
        });
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
    Map<String, Aggregation> inputs = new TreeMap<>();
    for (InputList.Configured each : read(s)) {
      each.aggregation().ifPresent(how -> inputs.put(each.input().orElseThrow().name(), how));
    }
    return parsed(
        s,
        inputs.isEmpty(),
        () -> {
          TopicNames.check(Stream.concat(topics.all().stream(), Stream.of(events)).toList());
          return new AggregationSpec(
              events,
              topics.observations(),
              topics.deadLetters(),
              inputs,
              s.get(InputKeys.LATE_POLICY),
              s.get(WindowKeys.EXPIRE_AFTER).orElse(AggregationSpec.DEFAULT_EXPIRE_AFTER),
              maxRecordBytes);
        });
  }

  private static <T> Optional<T> parsed(Settings s, boolean isNone, Supplier<T> spec) {
    return isNone
        ? Optional.empty()
        : Optional.of(PipelineSettings.parsed(s, InputKeys.INPUTS, spec));
  }

  /** What the observations topic holds. */
  static DirectFormat direct(Settings s) {
    return read(s).stream()
        .flatMap(each -> each.direct().stream())
        .findFirst()
        .orElse(DirectFormat.OWN);
  }

  private static List<InputList.Configured> read(Settings s) {
    InputList inputs = new InputList(s.get(WindowKeys.ZONE));
    return s.read(InputKeys.INPUTS, inputs::read, InputList::checked);
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
    PipelineModules.topics()
        .filter(topic -> !topic.isForeign())
        .forEach(topic -> written.add(topic.name(s)));
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
    PipelineModules.topics().forEach(topic -> own.add(new Glob(topic.name(s))));
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
}
