package io.wavecast.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which settings and properties of Kafka's clients must never be shown. */
public final class Secrets {
  private static final Pattern SECRET =
      Pattern.compile(
          "password|passphrase|jaas|secret|token|credential|authorization|api.?key|keystore|truststore"
              + "|private|\\.key$|webhook\\.url|user[.-]?info",
          Pattern.CASE_INSENSITIVE);

  /** Properties of Kafka's clients that name a file: where a secret lies is none. */
  private static final Pattern PATH =
      Pattern.compile("\\.(location|file)$", Pattern.CASE_INSENSITIVE);

  /** The format of a store of keys or certificates, such as {@code PEM}. */
  private static final Pattern FORMAT =
      Pattern.compile("(keystore|truststore)\\.type$", Pattern.CASE_INSENSITIVE);

  /** User and password in a URL. */
  private static final Pattern USER = Pattern.compile("://[^/?#\\s]*@");

  /** The query of a URL, which may hold a key. */
  private static final Pattern QUERY = Pattern.compile("(://[^?#\\s]*\\?)[^#\\s]+");

  /** Scheme, host and port of a URL, then what may be secret; none where a user may be named. */
  private static final Pattern PLACE = Pattern.compile("(\\w+://[\\w.-]+(:\\d+)?)([/?#][^@]*)?");

  private static final String HIDDEN = "***";

  private Secrets() {}

  /** Whether a property's value must not be shown, by its name. */
  public static boolean isSecret(String property) {
    return SECRET.matcher(property).find() && !isPath(property) && !FORMAT.matcher(property).find();
  }

  private static boolean isPath(String property) {
    return Keys.byName(property)
        .map(key -> key.type().name().equals(Type.path().name()))
        .orElseGet(() -> PATH.matcher(property).find());
  }

  /** The value, or {@code ***} where it or a part of it must not be shown. */
  public static String show(String property, String value) {
    return isSecret(property) && !Settings.isFile(value)
        ? HIDDEN
        : QUERY.matcher(USER.matcher(value).replaceAll("://***@")).replaceAll("$1***");
  }

  /**
   * What an error may show of a value that was refused: as {@link #show}, but the scheme, host and
   * port also of a secret URL, and nothing before the last @ of another one.
   */
  static String showRefused(String property, String value) {
    if (!property.endsWith(".url")) {
      return show(property, value);
    }
    if (isSecret(property)) {
      Matcher url = PLACE.matcher(value);
      return url.matches() ? url.group(1) + (url.group(3) == null ? "" : "/***") : HIDDEN;
    }
    int user = value.lastIndexOf('@');
    String place = user < 0 ? value : HIDDEN + value.substring(user);
    return place.replaceFirst("(?s)\\?.+", "?" + HIDDEN);
  }
}
