package io.wavecast.core.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The headers of a W3C Trace Context (https://www.w3.org/TR/trace-context/), which say to which
 * trace a record belongs. They are handed on as they are; Wavecast makes no spans.
 */
public final class TraceContext {
  public static final String PARENT = "traceparent";
  public static final String STATE = "tracestate";

  /** Longest {@code tracestate} that is handed on, bytes; what the standard asks for at least. */
  static final int MAX_STATE = 512;

  /** Version, trace, parent and flags. */
  static final Pattern VALID =
      Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private static final int LENGTH = 55;

  private TraceContext() {}

  /**
   * The context among the headers of a record: {@code traceparent}, and {@code tracestate} if there
   * is one. Empty if there is none, several, or one that is not valid.
   */
  public static List<Header> of(List<Header> headers) {
    if (headers.isEmpty()) {
      return List.of();
    }
    List<Header> parent = named(headers, PARENT);
    if (parent.size() != 1 || !isParent(text(parent.get(0)))) {
      return List.of();
    }
    List<Header> state = named(headers, STATE);
    return state.size() == 1 && isState(text(state.get(0)))
        ? List.of(parent.get(0), state.get(0))
        : List.copyOf(parent);
  }

  private static List<Header> named(List<Header> headers, String name) {
    return headers.stream().filter(header -> header.name().equals(name)).toList();
  }

  private static String text(Header header) {
    byte[] value = header.value();
    return value == null ? "" : new String(value, US_ASCII);
  }

  private static boolean isParent(String text) {
    return text.length() <= MAX_STATE
        && VALID.matcher(text).lookingAt()
        && (text.length() == LENGTH || isLater(text));
  }

  /** Versions above 00 may have more fields. */
  private static boolean isLater(String text) {
    return !text.startsWith("00") && text.charAt(LENGTH) == '-';
  }

  private static boolean isState(String text) {
    return text.length() <= MAX_STATE
        && text.contains("=")
        && text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }
}
