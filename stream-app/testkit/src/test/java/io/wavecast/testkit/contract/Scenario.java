package io.wavecast.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.schemas.forecast.ObservationFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One promise of the stream as a file of lines, each a record and what comes of it:
 *
 * <pre>
 * # the promise
 * settings maxBatch=4 late=dead-letter series=/id timestamp=/t value=/v
 * calendar works web.* start=1970-01-01T00:04 duration=2m
 * rule web web.* min-breaches=3 window=5
 * KEY TIME VALUE                  -&gt; nothing | warmup | full | imputed | dead REASON
 * KEY FROM..TO/STEP VALUE         -&gt; the same for each; a VALUE "saw" is (TIME / 1000) % 7,
 *                                   "saw+9" is 9 more, "day" is more by 3 an hour until noon
 * raw KEY TIME the bytes of value -&gt; the same; KEY "-": none; bytes "-": none; "hex:00ff"
 * alert KEY TIME STATE DIRECTION RULE
 * contains TOPIC KEY TIME TEXT
 * </pre>
 *
 * Behind {@code full} and {@code imputed} the mean of the window may stand: {@code full 3.25}. All
 * alerts of a series are there, in order. A line {@code contains} is about the JSON of one record.
 *
 * @param alerts by series, each as {@code TIME STATE DIRECTION RULE}
 * @param parts what some records must contain
 */
public record Scenario(
    String promise,
    EngineSettings settings,
    List<Line> lines,
    Map<String, List<String>> alerts,
    List<Part> parts) {

  /**
   * What a record must contain.
   *
   * @param topic without its prefix
   * @param series its key
   * @param time its event time, ms
   * @param text a part of its value
   */
  public record Part(String topic, String series, long time, String text) {}

  /** A record, and what must come of it. */
  public record Line(
      byte @Nullable [] key, byte @Nullable [] value, long timestamp, Expected expected) {}

  /**
   * What must come of a record.
   *
   * @param kind as it stands in the file
   * @param reason of the dead letter, else empty
   * @param series that the event belongs to
   * @param origin of the forecast
   * @param mean of the window, where it is told
   */
  public record Expected(
      String kind, String reason, String series, long origin, Optional<Float> mean) {}

  /** Reads a scenario from the resources of this package, e.g. {@code warmup}. */
  public static Scenario of(String name) {
    String path = name + ".txt";
    try (InputStream in = Scenario.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("no scenario " + path);
      }
      return parse(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Scenario parse(String text) {
    String promise = "";
    String settings = "";
    List<String> rules = new ArrayList<>();
    List<String> calendar = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    Map<String, List<String>> alerts = new TreeMap<>();
    List<Part> parts = new ArrayList<>();
    for (String line : text.lines().filter(l -> !l.isBlank()).toList()) {
      if (line.startsWith("#")) {
        promise += line.substring(1);
      } else if (line.startsWith("settings ")) {
        settings = line.substring("settings ".length());
      } else if (line.startsWith("rule ")) {
        rules.add(line.substring("rule ".length()));
      } else if (line.startsWith("calendar ")) {
        calendar.add(line.substring("calendar ".length()));
      } else if (line.startsWith("alert ")) {
        String[] part = line.split(" +", 3);
        alerts.computeIfAbsent(part[1], s -> new ArrayList<>()).add(part[2]);
      } else if (line.startsWith("contains ")) {
        String[] part = line.split(" +", 5);
        parts.add(new Part(part[1], part[2], Long.parseLong(part[3]), part[4]));
      } else {
        lines(line, lines);
      }
    }
    return new Scenario(promise.strip(), settings(settings, rules, calendar), lines, alerts, parts);
  }

  private static EngineSettings settings(String text, List<String> rules, List<String> calendar) {
    Map<String, String> given = new HashMap<>();
    for (String setting : text.isBlank() ? new String[0] : text.strip().split(" +")) {
      String[] pair = setting.split("=", 2);
      given.put(pair[0], pair[1]);
    }
    ObservationFormat format =
        ObservationFormat.of(
                given.getOrDefault("series", ""),
                given.getOrDefault("timestamp", "/timestamp"),
                given.getOrDefault("value", "/value"),
                ObservationFormat.DEFAULT_MAX_BYTES)
            .withMaxAhead(Optional.of(given.getOrDefault("maxAhead", "PT1H")).map(Duration::parse));
    return new EngineSettings(
        format,
        given.getOrDefault("late", "drop").equals("dead-letter"),
        Integer.parseInt(given.getOrDefault("maxBatch", "16")),
        rules,
        Optional.empty(),
        calendar);
  }

  private static void lines(String line, List<Line> lines) {
    int arrow = line.lastIndexOf("->");
    String record = line.substring(0, arrow).strip();
    String outcome = line.substring(arrow + 2).strip();
    if (record.startsWith("raw ")) {
      String[] part = record.split(" +", 4);
      long time = Long.parseLong(part[2]);
      byte[] key = bytes(part[1]);
      lines.add(
          new Line(key, bytes(part[3]), time, expected(outcome, key == null ? "" : part[1], time)));
      return;
    }
    String[] part = record.split(" +", 0);
    String[] range = part[1].split("\\.\\.|/", 0);
    long from = Long.parseLong(range[0]);
    long to = range.length > 1 ? Long.parseLong(range[1]) : from;
    long step = range.length > 1 ? Long.parseLong(range[2]) : 1;
    for (long time = from; time <= to; time += step) {
      String value = value(part[2], time);
      String json = "{\"timestamp\":" + time + ",\"value\":" + value + "}";
      lines.add(
          new Line(
              part[0].getBytes(UTF_8),
              json.getBytes(UTF_8),
              time,
              expected(outcome, part[0], time)));
    }
  }

  private static String value(String text, long time) {
    long saw = time / 1000 % 7;
    if (text.equals("day")) {
      return Long.toString(saw + 3 * (12 - Math.abs(time / 3_600_000 % 24 - 12)));
    }
    if (text.startsWith("saw")) {
      return Long.toString(saw + (text.equals("saw") ? 0 : Long.parseLong(text.substring(4))));
    }
    return text;
  }

  /**
   * {@code full 3.25}, {@code dead late}, or, where the payload tells them, {@code full of s 7}.
   */
  private static Expected expected(String outcome, String series, long time) {
    String[] part = outcome.split(" +", 0);
    if (part[0].equals("dead")) {
      return new Expected("dead", part[1], series, time, Optional.empty());
    }
    if (part.length == 4 && part[1].equals("of")) {
      return new Expected(part[0], "", part[2], Long.parseLong(part[3]), Optional.empty());
    }
    Optional<Float> mean = part.length > 1 ? Optional.of(Float.valueOf(part[1])) : Optional.empty();
    return new Expected(part[0], "", series, time, mean);
  }

  private static byte @Nullable [] bytes(String text) {
    if (text.equals("-")) {
      return null;
    }
    return text.startsWith("hex:")
        ? HexFormat.of().parseHex(text.substring(4))
        : text.getBytes(UTF_8);
  }
}
