package io.wavecast.core.text;

import static java.util.Map.entry;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Cause.Code;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Direction;
import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.incident.Incident.SharedLabel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * All sentences about causes, for people: alerts, incidents, notifications and reports render them
 * here and nowhere else, and no program reads them. A sentence follows the name of the series. A
 * signal that is not listed has a sentence too; one of its own is an entry of {@link #SIGNALS}.
 *
 * <p>Stateless and thread-safe.
 */
public final class CauseText {
  private static final Map<String, Function<Facts, String>> SIGNALS =
      Map.ofEntries(
          entry("forecast-error", f -> f.level() + f.expected() + f.rare("forecast error")),
          entry(
              "lead-errors",
              f -> f.level() + ", far from all its forecasts" + f.expected() + f.rare("value")),
          entry("record", f -> f.level() + f.beyond("record")),
          entry("rare-range", f -> f.near() + ", where it hardly ever is"),
          entry("season", f -> f.level() + f.usual("; at this time of day it is usually ")),
          entry("missing", CauseText::missing),
          entry("flat", f -> "has not changed" + f.longest() + f.now()),
          entry("noise", CauseText::noise),
          entry("state-duration", CauseText::stateDuration),
          entry("sign", f -> f.level() + ": it never was " + f.side("above zero", "below zero")));

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm 'UTC'");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ENGLISH);

  private CauseText() {}

  /** The ids of the signals that have a sentence of their own. */
  public static Set<String> signals() {
    return SIGNALS.keySet();
  }

  /** The name of a cause in a list: its signal, or its code. */
  public static String name(Cause cause) {
    boolean isSignal = cause.code() == Code.SIGNAL;
    return isSignal
        ? cause.signal().replace('-', ' ')
        : cause.code().name().toLowerCase(Locale.ROOT);
  }

  /** The reason of an alert: what the series did, how many values breach, and the score. */
  public static String reason(Alert alert) {
    Cause cause = alert.cause();
    if (cause.code() == Code.ENDED && alert.score() > Deviation.USUAL) {
      String now = new Facts(cause, alert.since()).now();
      return "does not breach its rule any more" + now;
    }
    StringBuilder text = new StringBuilder(of(cause, alert.since()));
    if (cause.number("window") > 1) {
      long breaches = (long) cause.number("breaches");
      text.append("; ").append(breaches).append(" of the last ");
      text.append((long) cause.number("window")).append(" values ");
      text.append(breaches == 1 ? "breaches" : "breach");
    }
    if (cause.code() == Code.SIGNAL) {
      text.append("; score ").append(Numbers.above(alert.score(), cause.number("border")));
    }
    return text.toString();
  }

  /**
   * What a series did, to follow its name.
   *
   * @param at the time of the event, ms since the epoch
   */
  public static String of(Cause cause, long at) {
    Facts f = new Facts(cause, at);
    return switch (cause.code()) {
      case NONE -> f.at();
      case SIGNAL ->
          SIGNALS.getOrDefault(cause.signal(), each -> each.level() + each.expected()).apply(f);
      case ENDED ->
          (f.has("calmMs") ? "has been as expected" + f.lasting("calmMs") : "is as expected again")
              + f.now();
      case ACCEPTED -> "is accepted as normal" + f.duration(" after ", "afterMs") + f.now();
      case RESTARTED -> "begins anew" + f.duration(" after a pause of ", "pauseMs") + f.now();
      case LIMIT -> limit(f);
      case OUTSIDE -> f.at() + ", outside its forecast intervals" + f.expected();
      case STALE -> "has had no observation" + f.lasting("silentMs");
      case RESUMED -> "has observations again";
      case EXPIRED -> "is forgotten" + f.duration(" after no observation for ", "silentMs");
    };
  }

  private static String limit(Facts f) {
    double exact = f.cause.number("limit");
    String limit = f.has("limit") ? Numbers.of(exact, Math.abs(exact) / 10_000) : ""; // as set
    return f.has("probability")
        ? f.side("reaches ", "falls to ")
            + limit
            + f.duration(" within ", "leadMs")
            + " with probability "
            + Numbers.of(f.cause.number("probability"), 1)
            + f.now()
        : f.level() + ", the limit is " + limit;
  }

  private static String missing(Facts f) {
    boolean rises = f.has("upper");
    String usually = ": at this time of day it usually " + (rises ? "rises to " : "falls to ");
    return (rises ? "did not rise" : "did not fall")
        + f.number(usually, rises ? "upper" : "lower")
        + f.now();
  }

  private static String noise(Facts f) {
    double factor = f.cause.number("factor");
    String changes =
        "changes"
            + (factor < 1000 ? " " + Numbers.of(factor, 10) + " times as much as" : " unlike")
            + " usual";
    return f.isMoving() ? f.level() + ": it " + changes : changes + f.now();
  }

  private static String stateDuration(Facts f) {
    boolean hasSide = f.cause.direction() != Direction.NONE;
    String state = hasSide ? f.side("high", "low") : "like this";
    return (f.has("runMs")
            ? "has been " + state + f.longest()
            : "changes between high and low unusually often")
        + f.now();
  }

  /**
   * The reason of an incident.
   *
   * @param incident without its reason
   * @param firstAlert the series that alerted first
   * @param within time in which its series began to alert
   */
  public static String reason(Incident incident, String firstAlert, Duration within) {
    if (!incident.joined().isEmpty()) {
      return incident.first() + " belongs to incident " + incident.joined();
    }
    String did = CauseText.of(incident.cause(), incident.since());
    boolean isKnown = incident.cause().code() != Code.NONE;
    StringBuilder text = new StringBuilder();
    if (incident.members() == 1) {
      text.append(incident.first()).append(' ').append(isKnown ? did : "alerts");
    } else {
      text.append(incident.members()).append(" series began to alert within ");
      text.append(seconds(within));
      for (SharedLabel most : incident.labels().stream().limit(1).toList()) {
        boolean all = most.members() == incident.members();
        text.append("; ").append(all ? "all" : most.members() + " of " + incident.members());
        text.append(" have ").append(most.name()).append('=').append(most.value());
      }
      if (incident.state() == Incident.State.OPEN) {
        text.append(alerting(incident, "; "));
      }
      text.append("; first ").append(isKnown ? firstAlert + " " + did : incident.first());
    }
    if (incident.state() == Incident.State.RESOLVED) {
      Duration lasted = Duration.ofMillis(incident.changed() - incident.since());
      text.append("; ended after ").append(seconds(lasted));
    }
    return text.toString();
  }

  /** How many series of an incident still alert, where not all do. */
  public static String alerting(Incident incident, String before) {
    int n = incident.alerting().orElse(incident.members());
    return n == incident.members()
        ? ""
        : before + n + " of " + incident.members() + (n == 1 ? " still alerts" : " still alert");
  }

  /** Whole seconds, at least one. */
  private static String seconds(Duration duration) {
    return Durations.words(Duration.ofSeconds(Math.max(1, duration.plusMillis(999).toSeconds())));
  }

  /** The parts of sentences; a part whose number is not known is empty. */
  private record Facts(Cause cause, long time) {
    boolean has(String name) {
      return cause.numbers().containsKey(name);
    }

    String side(String above, String below) {
      return cause.direction() == Direction.ABOVE ? above : below;
    }

    /** Whether the value grows or falls steadily. */
    boolean isMoving() {
      return has("changeMs") && cause.direction() != Direction.NONE;
    }

    /** Where the value went, and since when. */
    String level() {
      if (cause.direction() == Direction.NONE) {
        return at();
      }
      if (has("increase")) {
        return number("increased by ", "increase");
      }
      if (isMoving()) {
        return side("has grown", "has fallen")
            + since(time - (long) cause.number("changeMs"))
            + number(", now ", "value");
      }
      return cause.since() > 0 && cause.since() < time
          ? "has been " + side("high", "low") + since(cause.since()) + number(", now ", "value")
          : has("value") ? number(side("rose to ", "fell to "), "value") : side("rose", "fell");
    }

    String at() {
      return has("value") ? number("is ", "value") : "is unusual";
    }

    String near() {
      return has("runMs") ? number("has been near ", "value") + lasting("runMs") : at();
    }

    String now() {
      return number("; now ", "value");
    }

    private String since(long begin) {
      LocalDateTime then = local(begin);
      boolean isToday = then.toLocalDate().equals(local(time).toLocalDate());
      return " since " + (isToday ? TIME : DAY).format(then);
    }

    private static LocalDateTime local(long ms) {
      return LocalDateTime.ofInstant(Instant.ofEpochMilli(ms), ZoneOffset.UTC);
    }

    /** The range that was expected; the value where it lies in that range, or none is known. */
    String expected() {
      double value = cause.number("value");
      boolean isInside = value >= cause.number("lower") && value <= cause.number("upper");
      String range = isInside ? "" : usual("; expected ");
      return !range.isEmpty() || Float.isNaN(cause.expected())
          ? range
          : "; expected " + Numbers.of(cause.expected(), scale(cause.number("value")));
    }

    String usual(String before) {
      if (!has("lower") || !has("upper")) {
        return number(before + "at most ", "upper") + number(before + "at least ", "lower");
      }
      String lower = number("", "lower");
      String upper = number("", "upper");
      return before + (lower.equals(upper) ? lower : lower + " to " + upper);
    }

    /** That nothing was as high or low for long; what was expected, where something was. */
    String beyond(String name) {
      double record = cause.number(name);
      double value = cause.number("value");
      boolean isBeyond = cause.direction() == Direction.ABOVE ? value > record : value < record;
      String range = isBeyond ? number("; usually " + side("at most ", "at least "), name) : "";
      range = range.isEmpty() ? expected() : range;
      return (range.isEmpty() ? "; it rarely was so " + side("high", "low") : range) + lately();
    }

    String rare(String what) {
      return has("historyMs") ? "; such a " + what + " was rare" + lately() : "";
    }

    String longest() {
      return lasting("runMs") + duration(": at most ", "longestMs") + lately();
    }

    String lately() {
      return has("historyMs") ? " in the last " + Durations.about(millis("historyMs")) : "";
    }

    String lasting(String name) {
      return duration(" for ", name);
    }

    String duration(String before, String name) {
      return has(name) ? before + Durations.words(millis(name)) : "";
    }

    private Duration millis(String name) {
      return Duration.ofMillis((long) Math.max(0, cause.number(name)));
    }

    String number(String before, String name) {
      double number = cause.number(name);
      return has(name) ? before + Numbers.of(number, scale(number)) : "";
    }

    /** A difference that matters to a number: from what it is compared with; NaN if unknown. */
    private double scale(double number) {
      double lower = cause.number("lower");
      double upper = cause.number("upper");
      double outside = Math.max(lower - number, number - upper);
      double other = has("limit") ? cause.number("limit") : cause.expected();
      double scale =
          outside > 0 ? outside : upper > lower ? upper - lower : cause.number("value") - other;
      return scale == 0 ? Double.NaN : Math.abs(scale);
    }
  }
}
