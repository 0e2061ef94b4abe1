package io.wavecast.service.explain;

import io.wavecast.core.text.CauseText;
import io.wavecast.core.text.Durations;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.console.Timeline;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The data of the pictures of a report: the series with the most alerts. */
final class Pictures {
  /** Most alerts that are listed of a series. */
  static final int MAX_EPISODES = 50;

  private Pictures() {}

  /**
   * One object a picture, the series with the most alerts first.
   *
   * @param most largest number of pictures
   */
  static List<Map<String, @Nullable Object>> json(
      Comparison comparison, Map<String, Timeline> timelines, int most) {
    Map<String, List<Episode>> episodes =
        comparison.episodes().stream().collect(Collectors.groupingBy(Episode::series));
    Map<String, List<Finding>> findings =
        comparison.findings().stream().collect(Collectors.groupingBy(Finding::series));
    Comparator<Map.Entry<String, Timeline>> mostAlerts =
        Comparator.comparingInt(e -> -episodes.getOrDefault(e.getKey(), List.of()).size());
    return timelines.entrySet().stream()
        .filter(e -> !e.getValue().isEmpty())
        .sorted(mostAlerts.thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(
            e ->
                picture(
                    e.getKey(),
                    comparison,
                    e.getValue(),
                    episodes.getOrDefault(e.getKey(), List.of()),
                    findings.getOrDefault(e.getKey(), List.of())))
        .toList();
  }

  private static Map<String, @Nullable Object> picture(
      String series,
      Comparison comparison,
      Timeline timeline,
      List<Episode> episodes,
      List<Finding> findings) {
    Map<String, @Nullable Object> picture = JsonWriter.fields("series", series);
    picture.putAll(timeline.json());
    picture.put("alerts", findings.stream().map(Pictures::alert).toList());
    picture.put(
        "episodes",
        episodes.stream().limit(MAX_EPISODES).map(e -> episode(e, comparison)).toList());
    picture.put("moreEpisodes", Math.max(0, episodes.size() - MAX_EPISODES));
    return picture;
  }

  private static Map<String, @Nullable Object> alert(Finding f) {
    return JsonWriter.fields(
        "rules", f.candidate(), "begin", f.begin(), "end", f.end(), "worst", f.worst());
  }

  private static Map<String, @Nullable Object> episode(Episode episode, Comparison comparison) {
    Finding spokesman = episode.spokesman();
    boolean isCritical =
        episode.findings().stream().anyMatch(f -> f.worst() == Alert.State.CRITICAL);
    return JsonWriter.fields(
        "begin", episode.begin(),
        "end", episode.end(),
        "lasted", Durations.words(Duration.ofMillis(episode.end() - episode.begin())),
        "worst", isCritical ? Alert.State.CRITICAL : Alert.State.WARNING,
        "cause", CauseText.name(spokesman.cause()),
        "reason", spokesman.reason(),
        "rules", comparison.foundBy(episode));
  }
}
