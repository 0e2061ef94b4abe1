package io.wavecast.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All settings, as the classes of their groups declare them. CONFIG.md is generated from them. */
public final class Keys {
  /** Every setting, group by group. */
  public static final List<Key<?>> ALL =
      Stream.of(
              KafkaKeys.KAFKA,
              TopicKeys.TOPICS,
              InputKeys.INPUT,
              SchemaKeys.SCHEMAS,
              WindowKeys.WINDOWS,
              AlertKeys.DEVIATIONS,
              CalendarKeys.CALENDAR,
              IncidentKeys.INCIDENTS,
              ModelKeys.MODELS,
              SketchKeys.SKETCHES,
              ChoraleKeys.CHORALES,
              EngineKeys.ENGINE,
              GroupKeys.GROUP,
              EngineKeys.DATA,
              HttpKeys.HTTP,
              DeliveryKeys.DELIVERY,
              LogKeys.LOGS,
              DemoKeys.BROKER,
              DemoKeys.DEMO)
          .flatMap(registry -> registry.keys().stream())
          .toList();

  /** Former names, each with its present name. */
  public static final Map<String, String> RENAMED =
      Map.of(
          "batch.wait", EngineKeys.BATCH_LINGER.name(),
          "window.late", InputKeys.LATE_POLICY.name(),
          "chorales.requests", TopicKeys.CHORALE_REQUESTS.name(),
          "chorales.notes", TopicKeys.CHORALE_NOTES.name());

  private static final Map<String, Key<?>> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Key::name, Function.identity()));

  private Keys() {}

  public static Optional<Key<?>> byName(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  static Set<String> names() {
    return BY_NAME.keySet();
  }
}
