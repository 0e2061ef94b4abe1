package io.wavecast.testkit.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.wavecast.testkit.http.LocalServer;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An OAuth 2 server on 127.0.0.1 with the grant of client credentials. The token's subject is the
 * client's id. A wrong secret is answered with 401. Thread-safe.
 */
public final class TokenServer implements AutoCloseable {
  /** The issuer and audience of every token. */
  public static final String ISSUER = "wavecast-test";

  public static final String AUDIENCE = "kafka";

  private static final long LIFETIME_SECONDS = 3600;

  private final KeyPair keys;
  private final String secret;
  private final LocalServer server = new LocalServer();
  private final AtomicInteger issued = new AtomicInteger();

  /**
   * Starts the server.
   *
   * @param secret of every client
   */
  public TokenServer(String secret) {
    this.secret = secret;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    server.handle("/token", this::token);
    server.handle("/keys", exchange -> answer(exchange, 200, keySet()));
  }

  public String tokenUrl() {
    return server.url("/token").toString();
  }

  public String keysUrl() {
    return server.url("/keys").toString();
  }

  /** The number of tokens issued so far. */
  public int issued() {
    return issued.get();
  }

  private void token(HttpExchange exchange) throws IOException {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    String basic = header == null ? "" : header.replaceFirst("^Basic ", "");
    String[] given = new String(Base64.getDecoder().decode(basic), UTF_8).split(":", 2);
    if (given.length < 2 || !given[1].equals(secret)) {
      answer(exchange, 401, "{\"error\":\"invalid_client\"}");
      return;
    }
    issued.incrementAndGet();
    answer(
        exchange,
        200,
        "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
            .formatted(signed(given[0]), LIFETIME_SECONDS));
  }

  private String signed(String subject) {
    long now = System.currentTimeMillis() / 1000;
    String claims =
        "{\"sub\":\"%s\",\"iss\":\"%s\",\"aud\":\"%s\",\"scope\":\"kafka\",\"iat\":%d,\"exp\":%d}"
            .formatted(subject, ISSUER, AUDIENCE, now, now + LIFETIME_SECONDS);
    String text =
        base64("{\"alg\":\"RS256\",\"kid\":\"test\"}".getBytes(UTF_8))
            + "."
            + base64(claims.getBytes(UTF_8));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(text.getBytes(UTF_8));
      return text + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String keySet() {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    return ("{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"test\",\"use\":\"sig\",\"alg\":\"RS256\","
            + "\"n\":\"%s\",\"e\":\"%s\"}]}")
        .formatted(unsigned(key.getModulus()), unsigned(key.getPublicExponent()));
  }

  private static String unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int zeros = bytes[0] == 0 ? 1 : 0;
    return base64(Arrays.copyOfRange(bytes, zeros, bytes.length));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.close();
  }
}
