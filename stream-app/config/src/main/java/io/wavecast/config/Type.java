package io.wavecast.config;

import io.wavecast.core.text.Durations;
import io.wavecast.core.text.Suggest;
import io.wavecast.core.text.Throwables;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which texts a setting may have.
 *
 * @param name one or two words for help texts, e.g. {@code port}
 * @param range the allowed texts, to follow "must be", e.g. {@code a port in 0..65535}
 * @param choices all allowed texts where they are few, for the completion of a shell; else empty
 * @param fields what each item of a list of objects may have, or the keys of a map; else empty
 * @param parser text to value; throws an {@link IllegalArgumentException} for a text that is not
 *     allowed
 */
public record Type<T>(
    String name,
    String range,
    List<String> choices,
    List<Field> fields,
    Function<String, T> parser) {
  private static final String LIST = "list";
  private static final String MAP = "map";
  private static final String OBJECTS = "objects";

  Type(String name, String range, Function<String, T> parser) {
    this(name, range, List.of(), List.of(), parser);
  }

  /** Whether items are separated by commas, so that a flag may be repeated. */
  boolean isList() {
    return name.equals(LIST) || name.equals(MAP);
  }

  /** Whether items are objects in YAML, which {@link Settings#read} reads. */
  boolean isObjects() {
    return name.equals(OBJECTS);
  }

  /** Whether a file may have a key for each item. */
  boolean isMap() {
    return name.equals(MAP);
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
        type.choices,
        List.of(),
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
        type.choices,
        type.fields,
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
        List.of("true", "false"),
        List.of(),
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
      if (uri.getPort() > 65_535) {
        throw new Reason("its port is above 65535");
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
        LIST,
        range + ", separated by commas",
        s -> parser.apply(s.isBlank() ? List.of() : List.of(s.trim().split("\\s*,\\s*"))));
  }

  /** Texts by key, separated by commas; in a file keys and values. */
  static Type<Map<String, String>> map(String range, List<Field> fields, String regex) {
    Function<String, Map<String, String>> parser =
        Type.<Map<String, String>>list(range, words -> map(words, fields, regex)).parser;
    return explained(new Type<>(MAP, range + ", separated by commas", List.of(), fields, parser));
  }

  private static Map<String, String> map(List<String> words, List<Field> fields, String regex) {
    List<String> names = fields.stream().map(Field::name).toList();
    Map<String, String> map = new LinkedHashMap<>();
    for (String word : words) {
      String[] parts = word.split("=", 2);
      if (!names.contains(parts[0])) {
        throw new IllegalArgumentException(
            "'%s' is not among %s%s"
                .formatted(parts[0], String.join(", ", names), Suggest.hint(parts[0], names)));
      }
      if (parts.length < 2 || !parts[1].matches(regex)) {
        throw new IllegalArgumentException("no such value may follow " + parts[0]);
      }
      if (map.containsValue(parts[1]) || map.put(parts[0], parts[1]) != null) {
        throw new IllegalArgumentException("'%s' is given twice".formatted(word));
      }
    }
    return map;
  }

  /**
   * A list of objects in YAML or JSON, as a file has them; one object may stand for a list of one.
   *
   * @param what they are, to follow "a list of"
   */
  static Type<String> objects(String what, List<Field> fields) {
    return new Type<>(
        OBJECTS, "a list of " + what + ", in YAML or JSON", List.of(), fields, text -> text);
  }

  /** A constant of an enum in lower case with dashes: {@code EXACTLY_ONCE} is exactly-once. */
  public static <E extends Enum<E>> Type<E> oneOf(Class<E> type) {
    List<E> all = Arrays.asList(type.getEnumConstants());
    List<String> choices = all.stream().map(Type::spell).toList();
    return new Type<>(
        "choice",
        String.join(" or ", choices),
        choices,
        List.of(),
        s ->
            all.stream()
                .filter(e -> spell(e).equals(s))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new));
  }

  /** Such constants, separated by commas. */
  static <E extends Enum<E>> Type<Set<E>> setOf(Class<E> type) {
    Type<E> one = oneOf(type);
    return list(
        one.range, words -> words.stream().map(one.parser).collect(Collectors.toUnmodifiableSet()));
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
