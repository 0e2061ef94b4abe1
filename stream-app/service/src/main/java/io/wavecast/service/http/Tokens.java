package io.wavecast.service.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.text.FailureException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The bearer tokens that are accepted. A browser, which cannot send one with every request, shows a
 * token once and gets a session: the time at which it ends, signed with that token. So a session
 * ends when its token is withdrawn, every instance accepts it, and nothing is stored. Comparisons
 * take constant time. Immutable.
 */
final class Tokens {
  static final Duration SESSION = Duration.ofHours(12);

  private static final String FORM = "[A-Za-z0-9._~+/-]{16,}=*";
  private static final String SCHEME = "bearer ";

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
    return shown(authorization).isPresent();
  }

  /** A session that starts now, of the token in an Authorization header; empty without one. */
  Optional<String> session(@Nullable String authorization, Instant now) {
    long end = now.plus(SESSION).getEpochSecond();
    return shown(authorization).map(token -> end + "." + sign(token, end));
  }

  private Optional<String> shown(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    String given = authorization.substring(SCHEME.length()).strip();
    return tokens.stream().filter(token -> equal(token, given)).findFirst();
  }

  /** Whether a session was signed with one of the tokens and has not ended. */
  boolean acceptSession(@Nullable String session, Instant now) {
    if (session == null || !session.matches("\\d{1,15}\\.[\\w-]{43}")) {
      return false;
    }
    int dot = session.indexOf('.');
    long end = Long.parseLong(session.substring(0, dot));
    String signature = session.substring(dot + 1);
    return now.getEpochSecond() < end
        && tokens.stream().anyMatch(token -> equal(sign(token, end), signature));
  }

  private static String sign(String token, long end) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(token.getBytes(UTF_8), "HmacSHA256"));
      byte[] signature = mac.doFinal(("wavecast session until " + end).getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every Java", e);
    }
  }

  private static boolean equal(String a, String b) {
    return MessageDigest.isEqual(a.getBytes(UTF_8), b.getBytes(UTF_8));
  }
}
