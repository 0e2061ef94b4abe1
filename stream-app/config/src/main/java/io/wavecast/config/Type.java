package io.wavecast.config;

import io.wavecast.core.text.Durations;
import io.wavecast.core.text.Throwables;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which texts a setting may have.
 *
 * @param name one or two words for help texts, e.g. {@code port}
 * @param range the allowed texts, to follow "must be", e.g. {@code a port in 0..65535}
 * @param isList whether items are separated by commas, so that a flag may be repeated
 * @param choices all allowed texts where they are few, for the completion of a shell; else empty
 * @param parser text to value; throws an {@link IllegalArgumentException} for a text that is not
 *     allowed
 */
public record Type<T>(
    String name, String range, boolean isList, List<String> choices, Function<String, T> parser) {

  Type(String name, String range, Function<String, T> parser) {
    this(name, range, false, List.of(), parser);
  }

  /** A string that is not blank. */
  public static Type<String> text(String range) {
    return new Type<>("text", range, s -> check(s, !s.isBlank()));
  }

  /** A string of a certain form. */
  public static Type<String> text(String range, String regex) {
    return new Type<>("text", range, s -> check(s, s.matches(regex)));
  }

  /** An empty text is absent; any other text is of the given type. */
  public static <T> Type<Optional<T>> optional(Type<T> type) {
    return new Type<>(
        type.name,
        type.range + ", or empty",
        false,
        type.choices,
        s -> s.isEmpty() ? Optional.empty() : Optional.of(type.parser.apply(s)));
  }

  /**
   * Another type whose errors also say why a text is not allowed. Its parser's messages may repeat
   * the text, so it is for settings that are no secrets.
   */
  static <T> Type<T> explained(Type<T> type) {
    return new Type<>(
        type.name,
        type.range,
        type.isList,
        type.choices,
        s -> {
          try {
            return type.parser.apply(s);
          } catch (IllegalArgumentException e) {
            throw new Reason(Throwables.oneLine(e), e);
          }
        });
  }

  /** Why a text is not allowed, for people. */
  static final class Reason extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    Reason(String message) {
      super(message);
    }

    Reason(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** An integer. */
  public static Type<Integer> integer(int min, int max) {
    return new Type<>(
        "integer",
        "an integer in " + min + ".." + max,
        s -> {
          int n = Integer.parseInt(s);
          return check(n, n >= min && n <= max);
        });
  }

  /** A number of bytes such as {@code 500000}, {@code 64k}, {@code 256m} or {@code 10g}. */
  public static Type<Long> bytes(long min) {
    return new Type<>(
        "size",
        "a number of bytes such as 500000, 64k, 256m or 10g, at least " + min,
        s -> {
          Matcher m = BYTES.matcher(s);
          check(s, m.matches());
          int power = " kmg".indexOf(m.group(2).isEmpty() ? " " : m.group(2));
          long bytes = Math.multiplyExact(Long.parseLong(m.group(1)), 1L << (10 * power));
          return check(bytes, bytes >= min);
        });
  }

  /** A number between 0 and 1, both excluded. */
  public static Type<Double> share() {
    return new Type<>(
        "share",
        "a number above 0 and below 1",
        s -> {
          double share = Double.parseDouble(s);
          return check(share, share > 0 && share < 1);
        });
  }

  /** A TCP port; 0 takes a free one. */
  public static Type<Integer> port() {
    return new Type<>("port", "a port in 0..65535 (0 takes a free one)", integer(0, 65535).parser);
  }

  /** {@code true} or {@code false}. */
  public static Type<Boolean> flag() {
    return new Type<>(
        "flag",
        "true or false",
        false,
        List.of("true", "false"),
        s -> check(s.equals("true"), s.equals("true") || s.equals("false")));
  }

  /** A length of time such as {@code 200ms}, {@code 5s}, {@code 2m}, {@code 1h} or {@code 7d}. */
  public static Type<Duration> duration(String min, String max) {
    Duration least = Durations.parse(min);
    Duration most = Durations.parse(max);
    return new Type<>(
        "duration",
        "a duration in " + min + ".." + max + " such as 200ms, 5s, 2m, 1h or 7d",
        s -> {
          Duration d = Durations.parse(s);
          return check(d, d.compareTo(least) >= 0 && d.compareTo(most) <= 0);
        });
  }

  /** A time zone. */
  public static Type<ZoneId> zone() {
    return new Type<>(
        "zone",
        "a time zone such as Europe/Berlin, UTC or +02:00",
        s -> {
          try {
            return ZoneId.of(s);
          } catch (DateTimeException e) {
            throw new IllegalArgumentException(e);
          }
        });
  }

  /** A path in the file system, which need not exist. */
  public static Type<Path> path() {
    return new Type<>("path", "a path", s -> Path.of(check(s, !s.isBlank())));
  }

  /** A URL of http or https. Its errors say what is wrong without the text, which may be secret. */
  public static Type<URI> url() {
    return new Type<>("URL", "an http or https URL", Type::parseUrl);
  }

  private static URI parseUrl(String s) {
    if (!s.matches("(?s)https?://.*")) {
      throw new Reason("it begins with neither http:// nor https://");
    }
    try {
      URI uri = new URI(s);
      if (uri.getHost() == null) {
        throw new Reason("it has no valid host");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new Reason("%s at index %d".formatted(e.getReason(), e.getIndex()));
    }
  }

  /** Words separated by commas; an empty text has none. */
  public static Type<List<String>> words(String range) {
    return list(range, words -> words);
  }

  /** Words separated by commas, as one value. */
  public static <T> Type<T> list(String range, Function<List<String>, T> parser) {
    return new Type<>(
        "list",
        range + ", separated by commas",
        true,
        List.of(),
        s -> parser.apply(s.isBlank() ? List.of() : List.of(s.trim().split("\\s*,\\s*"))));
  }

  /** A constant of an enum in lower case with dashes: {@code EXACTLY_ONCE} is exactly-once. */
  public static <E extends Enum<E>> Type<E> oneOf(Class<E> type) {
    List<E> all = Arrays.asList(type.getEnumConstants());
    List<String> choices = all.stream().map(Type::spell).toList();
    return new Type<>(
        "choice",
        String.join(" or ", choices),
        false,
        choices,
        s ->
            all.stream()
                .filter(e -> spell(e).equals(s))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new));
  }

  private static String spell(Enum<?> e) {
    return e.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static final Pattern BYTES = Pattern.compile("(\\d{1,18})([kmg]?)");

  private static <T> T check(T value, boolean allowed) {
    if (!allowed) {
      throw new IllegalArgumentException();
    }
    return value;
  }
}
