package io.wavecast.config;

import io.wavecast.schemas.TopicNames;
import io.wavecast.schemas.forecast.FlatEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which events are also written as flat records, and where. */
final class FlatOutputs {
  private FlatOutputs() {}

  /**
   * The topic of each.
   *
   * @throws IllegalArgumentException when a topic has the name of another one
   */
  static Map<FlatEvent, String> topics(Settings s) {
    Map<FlatEvent, String> topics = new EnumMap<>(FlatEvent.class);
    for (FlatEvent event : s.get(SchemaKeys.FLAT)) {
      topics.put(event, TopicKeys.name(s, "flat-" + event.title()));
    }
    List<String> all = new ArrayList<>(PipelineSettings.topics(s).all());
    all.addAll(topics.values());
    TopicNames.check(all);
    return topics;
  }
}
