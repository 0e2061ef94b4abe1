package io.wavecast.kafka.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.config.Key;
import io.wavecast.config.SchemaKeys;
import io.wavecast.config.Settings;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.kafka.tls.Pem;
import io.wavecast.onnx.support.LimitedHttp;
import io.wavecast.registry.Transport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Requests to a schema registry by HTTP. Redirects are not followed, so that credentials reach the
 * configured address only. Files of TLS are read again after a request that failed. Thread-safe.
 */
final class HttpTransport implements Transport {
  private static final long serialVersionUID = 1L;
  private static final String ACCEPT = "application/vnd.schemaregistry.v1+json, application/json";
  private static final String CONTENT = "application/vnd.schemaregistry.v1+json";

  private final String url;
  private final Duration timeout;
  private final @Nullable String userInfo;
  private final HashMap<String, String> files = new HashMap<>();
  private transient volatile @Nullable LimitedHttp http;

  /**
   * @param s with the address of a registry
   */
  HttpTransport(Settings s) {
    url = s.get(SchemaKeys.URL).orElseThrow().toString().replaceAll("/+$", "");
    timeout = s.get(SchemaKeys.TIMEOUT);
    userInfo = s.get(SchemaKeys.USER_INFO).orElse(null);
    for (Key<Optional<Path>> key :
        List.of(
            SchemaKeys.TOKEN,
            SchemaKeys.TLS.authority(),
            SchemaKeys.TLS.certificate(),
            SchemaKeys.TLS.key())) {
      s.get(key).ifPresent(file -> files.put(key.name(), file.toString()));
    }
  }

  @Override
  public Answer send(String method, String path, byte @Nullable [] body) throws IOException {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(url + path))
              .timeout(timeout)
              .header("Accept", ACCEPT)
              .header("Content-Type", CONTENT)
              .method(
                  method,
                  body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
      authorization().ifPresent(value -> request.header("Authorization", value));
      HttpResponse<byte[]> answer =
          http().send(request.build(), info -> LimitedHttp.prefix(MAX_BODY + 1));
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException | FailureException e) {
      http = null;
      throw new IOException(url + ": " + Throwables.oneLine(e), e);
    }
  }

  private Optional<String> authorization() throws IOException {
    return userInfo == null
        ? read(SchemaKeys.TOKEN).map(token -> "Bearer " + token.strip())
        : Optional.of("Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(UTF_8)));
  }

  private LimitedHttp http() throws IOException {
    LimitedHttp open = http;
    if (open == null) {
      open = new LimitedHttp(timeout, HttpClient.Redirect.NEVER, tls());
      http = open;
    }
    return open;
  }

  private Optional<SSLContext> tls() throws IOException {
    Optional<String> authorities = read(SchemaKeys.TLS.authority());
    Optional<String> chain = read(SchemaKeys.TLS.certificate());
    Optional<String> key = read(SchemaKeys.TLS.key());
    if (authorities.isEmpty() && chain.isEmpty()) {
      return Optional.empty();
    }
    Optional<Pem.Pair> own =
        chain.map(c -> new Pem.Pair(SchemaKeys.TLS.key().name(), c, key.orElseThrow()));
    return Optional.of(new Pem("schema.registry.tls", authorities, own).context());
  }

  /** The content of the file that a setting names. */
  private Optional<String> read(Key<Optional<Path>> setting) throws IOException {
    String file = files.get(setting.name());
    try {
      return file == null ? Optional.empty() : Optional.of(Files.readString(Path.of(file)));
    } catch (NoSuchFileException e) {
      throw new IOException(setting.name() + ": there is no file " + file, e);
    }
  }
}
