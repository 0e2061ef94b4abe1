package io.wavecast.testkit.load;

import io.wavecast.testkit.load.RecordHashes.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** The texts of a few records of a topic. Not thread-safe. */
final class RecordTexts implements Recomputation.Sink {
  private final String topic;
  private final List<Place> places;
  private final ToIntFunction<Place> index;
  private final Map<String, Integer> seen = new HashMap<>();
  private final Map<Place, String> texts = new HashMap<>();

  /**
   * @param places which records, of different keys
   * @param index how many of the key come before
   */
  RecordTexts(String topic, List<Place> places, ToIntFunction<Place> index) {
    this.topic = topic;
    this.places = places;
    this.index = index;
  }

  @Override
  public void add(String from, String key, String text) {
    if (from.equals(topic)) {
      int n = seen.merge(key, 1, Integer::sum) - 1;
      for (Place place : places) {
        if (place.key().equals(key) && index.applyAsInt(place) == n) {
          texts.put(place, text);
        }
      }
    }
  }

  String at(Place place) {
    return texts.getOrDefault(place, "nothing");
  }
}
