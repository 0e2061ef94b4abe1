package io.wavecast.service.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.text.FailureException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that are accepted. A program sends one as the bearer, a browser as the password of any
 * user. Comparisons take constant time. Immutable.
 */
final class Tokens {
  private static final String FORM = "[A-Za-z0-9._~+/-]{16,}=*";
  private static final String BEARER = "bearer ";
  private static final String BASIC = "basic ";

  private final List<String> tokens;

  /**
   * @param file for messages
   * @param content of the file: one token a line
   * @throws FailureException when a line is no token, without showing it
   */
  Tokens(Path file, String content) {
    tokens = content.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (tokens.isEmpty() || !tokens.stream().allMatch(token -> token.matches(FORM))) {
      throw new FailureException(
          "http.token-file: %s must have a token in each line, at least 16 of the characters"
                  .formatted(file)
              + " a-z A-Z 0-9 . _ ~ + / -, as 'openssl rand -hex 32' prints it");
    }
  }

  /** Whether an Authorization header has one of the tokens. */
  boolean accept(@Nullable String authorization) {
    String given = shown(authorization);
    return given != null && tokens.stream().anyMatch(token -> equal(token, given));
  }

  private static @Nullable String shown(@Nullable String authorization) {
    if (authorization == null) {
      return null;
    }
    if (has(authorization, BEARER)) {
      return authorization.substring(BEARER.length()).strip();
    }
    return has(authorization, BASIC)
        ? password(authorization.substring(BASIC.length()).strip())
        : null;
  }

  private static boolean has(String authorization, String scheme) {
    return authorization.regionMatches(true, 0, scheme, 0, scheme.length());
  }

  /** What follows the user's name and a colon; null if there is none. */
  private static @Nullable String password(String encoded) {
    try {
      String user = new String(Base64.getDecoder().decode(encoded), UTF_8);
      int colon = user.indexOf(':');
      return colon < 0 ? null : user.substring(colon + 1);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean equal(String a, String b) {
    return MessageDigest.isEqual(a.getBytes(UTF_8), b.getBytes(UTF_8));
  }
}
