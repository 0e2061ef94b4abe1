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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Texts of notices by the user's templates: annotations in Alertmanager, fields of a webhook's
 * body.
 *
 * @param templates by the name of the annotation; empty: notices stay as they are
 */
record NoticeTexts(Map<String, TextTemplate> templates) {
  private static final String LABEL = "label.";
  private static final String ANY_LABEL = LABEL + "NAME";

  /** Names of placeholders; those of annotations have the annotation's name. */
  private static final List<String> COMMON =
      List.of("series", "state", "severity", "reason", "summary", "started", "changed");

  private static final List<String> OF_ALERTS =
      List.of("id", "signal", "score", "direction", "rule");
  private static final List<String> OF_INCIDENTS =
      List.of("incident", "first", "members", "alerting", "shared");

  NoticeTexts {
    templates = Collections.unmodifiableMap(new LinkedHashMap<>(templates));
  }

  /**
   * The templates of the settings. Records may bring labels of any name, so every name that a label
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
    Map<String, TextTemplate> templates = new LinkedHashMap<>();
    for (Key<Optional<String>> key :
        List.of(DeliveryKeys.SUBJECT, DeliveryKeys.SUMMARY, DeliveryKeys.DESCRIPTION)) {
      String name = key.name().substring(key.name().lastIndexOf('.') + 1);
      s.get(key).ifPresent(text -> templates.put(name, template(s, key, text, known)));
    }
    return new NoticeTexts(templates);
  }

  private static TextTemplate template(
      Settings s, Key<Optional<String>> key, String text, List<String> known) {
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

  /** The notice with these texts. */
  Notice apply(Notice n) {
    if (templates.isEmpty()) {
      return n;
    }
    Map<String, @Nullable Object> texts = new LinkedHashMap<>();
    templates.forEach((name, template) -> texts.put(name, template.fill(at -> value(n, at))));
    Map<String, @Nullable Object> annotations = new LinkedHashMap<>(n.annotations());
    annotations.putAll(texts);
    return new Notice(
        n.id(),
        n.subject(),
        n.fires(),
        n.ended(),
        n.started(),
        n.changed(),
        n.labels(),
        annotations,
        with(n.body(), texts));
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

  /** A JSON object with further fields at its end. */
  private static byte[] with(byte[] body, Map<String, @Nullable Object> fields) {
    String before = new String(body, UTF_8).stripTrailing();
    String added = new String(JsonWriter.value(fields), UTF_8);
    return (before.substring(0, before.length() - 1) + "," + added.substring(1)).getBytes(UTF_8);
  }
}
