package io.wavecast.deploy.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** GET requests to servers of this machine. */
final class Http {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private Http() {}

  /**
   * The body of an answer.
   *
   * @param query pairs of names and values
   * @throws IOException unless the status is 200
   */
  static String get(int port, String path, String... query) throws IOException {
    StringBuilder uri = new StringBuilder("http://127.0.0.1:" + port + path);
    for (int i = 0; i < query.length; i += 2) {
      uri.append(i == 0 ? '?' : '&').append(query[i]).append('=');
      uri.append(URLEncoder.encode(query[i + 1], UTF_8));
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri.toString())).timeout(Duration.ofSeconds(20)).build();
    try {
      HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(uri + " answers " + answer.statusCode() + ": " + answer.body());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  static JsonNode json(int port, String path, String... query) throws IOException {
    return JSON.readTree(get(port, path, query));
  }
}
