package io.wavecast.service.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.config.DeliveredEvents;
import io.wavecast.config.DeliveryKeys;
import io.wavecast.config.Key;
import io.wavecast.config.Settings;
import io.wavecast.core.text.TextTemplate;
import io.wavecast.schemas.forecast.Labels;
import io.wavecast.schemas.json.JsonWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The summary of notices by the user's template: an annotation in Alertmanager, a field of a
 * webhook's body.
 *
 * @param summary empty: notices stay as they are
 */
record NoticeTexts(Optional<TextTemplate> summary) {
  private static final String SUMMARY = "summary";
  private static final String LABEL = "label.";
  private static final String ANY_LABEL = LABEL + "NAME";

  /** Names of placeholders; those of annotations have the annotation's name. */
  private static final List<String> COMMON =
      List.of("series", "state", "severity", "reason", "summary", "started", "changed");

  private static final List<String> OF_ALERTS =
      List.of("id", "signal", "score", "direction", "rule");
  private static final List<String> OF_INCIDENTS =
      List.of("incident", "first", "members", "alerting", "shared");

  /**
   * The template of the settings. Records may bring labels of any name, so every name that a label
   * may have is one of a placeholder.
   *
   * @throws io.wavecast.core.text.UsageException when a placeholder is unknown or not closed
   */
  static NoticeTexts of(Settings s) {
    List<String> known = new ArrayList<>(COMMON);
    if (s.get(DeliveryKeys.EVENTS) == DeliveredEvents.ALERTS) {
      known.addAll(OF_ALERTS);
      known.add(ANY_LABEL);
    } else {
      known.addAll(OF_INCIDENTS);
    }
    return new NoticeTexts(s.get(DeliveryKeys.SUMMARY).map(text -> template(s, text, known)));
  }

  private static TextTemplate template(Settings s, String text, List<String> known) {
    Key<?> key = DeliveryKeys.SUMMARY;
    TextTemplate template;
    try {
      template = TextTemplate.of(text);
    } catch (IllegalArgumentException e) {
      throw s.refuse(key, ": " + e.getMessage());
    }
    for (String name : template.placeholders()) {
      if (name.startsWith(LABEL) && known.contains(ANY_LABEL)) {
        try {
          Labels.checkName(name.substring(LABEL.length()));
        } catch (IllegalArgumentException e) {
          throw s.refuse(key, ": " + e.getMessage());
        }
      } else if (!known.contains(name)) {
        throw s.refuse(
            key,
            " must have placeholders among {%s}, got: {%s}"
                .formatted(String.join("}, {", known), name));
      }
    }
    return template;
  }

  /** The notice with this text. */
  Notice apply(Notice n) {
    if (summary.isEmpty()) {
      return n;
    }
    String text = summary.get().fill(at -> value(n, at));
    Map<String, @Nullable Object> annotations = new LinkedHashMap<>(n.annotations());
    annotations.put(SUMMARY, text);
    return n.described(annotations, with(n.body(), text));
  }

  private static String value(Notice n, String name) {
    Object value =
        switch (name) {
          case "reason" -> n.annotations().get("description");
          case "severity" -> severity(n);
          case "started" -> Instant.ofEpochMilli(n.started());
          case "changed" -> Instant.ofEpochMilli(n.changed());
          default ->
              name.startsWith(LABEL)
                  ? n.labels().get(name.substring(LABEL.length()))
                  : n.annotations().getOrDefault(name, n.labels().get(name));
        };
    return value == null ? "" : value.toString();
  }

  /** What fires, else the worst of what has ended. */
  private static @Nullable String severity(Notice n) {
    Severity fires = n.fires();
    return fires != null
        ? fires.label()
        : n.ended().stream().max(Enum::compareTo).map(Severity::label).orElse(null);
  }

  /** A JSON object with the summary at its end. */
  private static byte[] with(byte[] body, String text) {
    String before = new String(body, UTF_8).stripTrailing();
    String added = new String(JsonWriter.value(Map.of(SUMMARY, text)), UTF_8);
    return (before.substring(0, before.length() - 1) + "," + added.substring(1)).getBytes(UTF_8);
  }
}
