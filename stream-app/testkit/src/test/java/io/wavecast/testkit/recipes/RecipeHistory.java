package io.wavecast.testkit.recipes;

import io.wavecast.testkit.recipes.Recipe.Block;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The records of a recipe minute by minute: their times pass, and the values that become
 * observations follow a saw with some noise, until in the last minutes they are many times as high.
 */
public final class RecipeHistory {
  /** How many minutes there are: a day, which a young series waits for, and some more. */
  public static final int MINUTES = 1620;

  /** The first one whose values are high. */
  private static final int JUMP = 1600;

  private static final Instant SHOWN = Instant.parse("2026-05-28T20:26:40Z");
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  /** Times since the epoch in ns, ms and s, ISO 8601, local times; then any other number. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<ns>\\b17\\d{17}\\b)|(?<ms>\\b17\\d{11}\\b)|(?<s>\\b17\\d{8}(?!\\d))"
              + "|(?<iso>\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d))|(?<local>\\b\\d{4}-\\d\\d-\\d\\d"
              + " \\d\\d:\\d\\d:\\d\\d)|(?<number>(?<![\\w.-])-?\\d+(\\.\\d+)?(?![\\w.]))");

  private final Recipe recipe;
  private final Set<Double> values;
  private final boolean isAggregated;
  private final boolean hasDecimalCommas;
  private final Duration shift;

  /**
   * @param begin of the first minute
   */
  public RecipeHistory(Recipe recipe, Instant begin) {
    this.recipe = recipe;
    isAggregated = recipe.yaml().contains("aggregate:");
    hasDecimalCommas = recipe.yaml().contains("decimal: \",\"");
    values =
        recipe
            .only("observations")
            .lines()
            .map(line -> Double.valueOf(line.split(" ", -1)[2]))
            .collect(Collectors.toSet());
    shift = Duration.ofSeconds(begin.getEpochSecond() - SHOWN.getEpochSecond());
  }

  /** The records of a minute; of events that are counted, the first one as often as they count. */
  public List<Block> at(int minute) {
    List<Block> records = recipe.records();
    if (isAggregated) {
      int count = 5 + minute % 3 + (minute < JUMP ? 0 : 50);
      return Collections.nCopies(count, at(minute, records.get(0)));
    }
    return records.stream().map(each -> at(minute, each)).toList();
  }

  /** When a record without a time of its own is written, ms since the epoch. */
  public long time(int minute) {
    return SHOWN.plus(shift).plusSeconds(60L * minute).toEpochMilli();
  }

  private Block at(int minute, Block record) {
    Duration passed = shift.plusMinutes(minute);
    String text =
        hasDecimalCommas ? record.text().replaceAll("(\\d),(\\d)", "$1.$2") : record.text();
    return record.with(
        TOKEN.matcher(text).replaceAll(found -> token((Matcher) found, passed, minute)));
  }

  private String token(Matcher found, Duration passed, int minute) {
    String text = found.group();
    if (found.group("ns") != null) {
      return Long.toString(Long.parseLong(text) + passed.toNanos());
    } else if (found.group("ms") != null) {
      return Long.toString(Long.parseLong(text) + passed.toMillis());
    } else if (found.group("s") != null) {
      return Long.toString(Long.parseLong(text) + passed.toSeconds());
    } else if (found.group("iso") != null) {
      return OffsetDateTime.parse(text).plus(passed).toString();
    } else if (found.group("local") != null) {
      return LocalDateTime.parse(text, LOCAL).plus(passed).format(LOCAL);
    }
    boolean isValue = !isAggregated && values.contains(Double.valueOf(text));
    if (!isValue) {
      return text;
    }
    String value = value(Double.parseDouble(text), minute);
    return hasDecimalCommas ? value.replace('.', ',') : value;
  }

  private static String value(double shown, int minute) {
    int noise = Math.floorMod((minute * 0x9E3779B9) >>> 7, 100);
    double saw = 1 + (minute % 10 + noise / 100.0) / 100;
    return String.format(Locale.ROOT, "%.4f", shown * saw * (minute < JUMP ? 1 : 6));
  }
}
