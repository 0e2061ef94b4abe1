package io.wavecast.service.delivery;

import io.wavecast.onnx.support.LimitedHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Posts JSON. Messages name only the host, because path, query and headers may be secret.
 * Thread-safe.
 *
 * @param address may change between two posts; user and password in it are shown to the receiver
 * @param http posts; it may change between two posts, and follows no redirects
 * @param quotes whether messages have the words of an answer: not where the address is secret,
 *     since an answer may repeat it
 */
record HttpPost(Supplier<URI> address, Supplier<LimitedHttp> http, boolean quotes) {
  /** Statuses of a request that is invalid, so that a retry cannot help. */
  private static final Set<Integer> INVALID = Set.of(400, 413, 422);

  private static final int MAX_REASON_BYTES = 200;

  /**
   * Posts once.
   *
   * @return why the receiver rejected it for good, or an empty text if it accepted it
   * @throws DeliveryException if it must be retried
   */
  String post(byte[] json, Map<String, String> headers) throws DeliveryException {
    URI url = address.get();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .header("User-Agent", "wavecast")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json));
    if (url.getUserInfo() != null) {
      byte[] user = url.getUserInfo().getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
    }
    headers.forEach(request::header);
    HttpRequest sent = request.build();
    HttpResponse<byte[]> response;
    try {
      response =
          http.get()
              .send(
                  sent,
                  info -> LimitedHttp.prefix(isGood(info.statusCode()) ? 0 : MAX_REASON_BYTES));
    } catch (IOException e) {
      throw new DeliveryException(url.getHost() + " does not answer: " + e.getMessage(), e);
    }
    boolean quoted = quotes && !repeats(response.body(), sent);
    return judge(url.getHost(), response.statusCode(), quoted ? response.body() : new byte[0]);
  }

  /** Whether an answer has the secret that was sent, or the begin of it, as its end is cut off. */
  private static boolean repeats(byte[] answer, HttpRequest sent) {
    String text = new String(answer, StandardCharsets.UTF_8);
    String user = Objects.requireNonNullElse(sent.uri().getUserInfo(), "");
    String header = sent.headers().firstValue("Authorization").orElse("");
    return Stream.of(user.substring(user.indexOf(':') + 1), header.replaceFirst("^.* ", ""))
        .filter(secret -> !secret.isEmpty())
        .anyMatch(secret -> text.contains(secret.substring(0, Math.min(6, secret.length()))));
  }

  private static boolean isGood(int status) {
    return status >= 200 && status < 300;
  }

  private static String judge(String host, int status, byte[] body) throws DeliveryException {
    if (isGood(status)) {
      return "";
    }
    String text = new String(body, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
    String answer = host + " answers " + status + (text.isEmpty() ? "" : ": " + text);
    if (INVALID.contains(status)) {
      return answer;
    }
    throw new DeliveryException(answer);
  }
}
