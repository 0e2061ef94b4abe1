package io.wavecast.config;

import io.wavecast.schemas.TopicNames;
import io.wavecast.schemas.forecast.FlatEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which events are also written as flat records, and where. */
final class FlatOutputs {
  private FlatOutputs() {}

  /** Reads names of events. */
  static Set<FlatEvent> parse(List<String> names) {
    Set<FlatEvent> events = EnumSet.noneOf(FlatEvent.class);
    for (String name : names) {
      events.add(
          Arrays.stream(FlatEvent.values())
              .filter(event -> event.title().equals(name))
              .findFirst()
              .orElseThrow(IllegalArgumentException::new));
    }
    return events;
  }

  /**
   * The topic of each.
   *
   * @throws IllegalArgumentException when a topic has the name of another one
   */
  static Map<FlatEvent, String> topics(Settings s) {
    Map<FlatEvent, String> topics = new EnumMap<>(FlatEvent.class);
    for (FlatEvent event : s.get(SchemaKeys.FLAT)) {
      topics.put(event, PipelineSettings.name(s, topic(event), "flat-" + event.title()));
    }
    List<String> all = new ArrayList<>(PipelineSettings.topics(s).all());
    all.addAll(topics.values());
    TopicNames.check(all);
    return topics;
  }

  private static Key<Optional<String>> topic(FlatEvent event) {
    return switch (event) {
      case FORECASTS -> TopicKeys.FLAT_FORECASTS;
      case DEVIATIONS -> TopicKeys.FLAT_DEVIATIONS;
      case ALERTS -> TopicKeys.FLAT_ALERTS;
    };
  }
}
