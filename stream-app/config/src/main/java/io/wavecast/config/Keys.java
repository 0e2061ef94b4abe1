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
              Stream.of(
                  KafkaKeys.KAFKA,
                  TopicKeys.TOPICS,
                  InputKeys.INPUT,
                  SchemaKeys.SCHEMAS,
                  WindowKeys.WINDOWS,
                  AlertKeys.DEVIATIONS,
                  CalendarKeys.CALENDAR,
                  IncidentKeys.INCIDENTS,
                  ModelKeys.MODELS),
              PipelineModules.ALL.stream().flatMap(module -> module.settings().stream()),
              Stream.of(
                  EngineKeys.ENGINE,
                  GroupKeys.GROUP,
                  EngineKeys.DATA,
                  HttpKeys.HTTP,
                  DeliveryKeys.DELIVERY,
                  ClientTlsKeys.CLIENT_TLS,
                  LogKeys.LOGS))
          .flatMap(registries -> registries)
          .flatMap(registry -> registry.keys().stream())
          .toList();

  /** Their groups, in order. */
  public static final List<Group> GROUPS = ALL.stream().<Group>map(Key::group).distinct().toList();

  private static final Map<String, Key<?>> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Key::name, Function.identity()));

  private Keys() {}

  public static Optional<Key<?>> byName(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The key of texts by key that a name below it belongs to. */
  static Optional<Key<?>> mapOf(String name) {
    return byName(name.substring(0, Math.max(0, name.lastIndexOf('.'))))
        .filter(key -> key.type().isMap());
  }

  static Set<String> names() {
    return BY_NAME.keySet();
  }
}
