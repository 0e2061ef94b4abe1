package io.wavecast.service.otlp;

import io.wavecast.config.OtlpKeys;
import io.wavecast.core.text.FailureException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the file of headers. Messages never show its content. */
final class OtlpHeaders {
  private static final HttpRequest.Builder ANY = HttpRequest.newBuilder(URI.create("http://any"));

  private OtlpHeaders() {}

  /**
   * The headers by name.
   *
   * @throws FailureException when a line is no header that may be set
   */
  static Map<String, String> parse(String content) {
    Map<String, String> headers = new LinkedHashMap<>();
    List<String> lines = content.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    for (int i = 0; i < lines.size(); i++) {
      String[] parts = lines.get(i).split(":", 2);
      if (parts.length < 2 || !isAllowed(parts[0].strip(), parts[1].strip())) {
        throw new FailureException(
            "%s must have one 'Name: value' in each line; line %d is none that can be sent"
                .formatted(OtlpKeys.HEADERS.name(), i + 1));
      }
      headers.put(parts[0].strip(), parts[1].strip());
    }
    return headers;
  }

  private static boolean isAllowed(String name, String value) {
    try {
      ANY.copy().header(name, value);
      return value.chars().allMatch(c -> c >= ' ' && c <= '~');
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
