package io.wavecast.kafka.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.config.ClientTlsKeys;
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

  /** Of a request, and of its repetitions together. */
  static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final String url;
  private final @Nullable String userInfo;
  private final HashMap<String, String> files = new HashMap<>();
  private transient volatile @Nullable LimitedHttp http;

  /**
   * @param s with the address of a registry
   */
  HttpTransport(Settings s) {
    url = s.get(SchemaKeys.URL).orElseThrow().toString().replaceAll("/+$", "");
    userInfo = s.get(SchemaKeys.USER_INFO).orElse(null);
    for (Key<Optional<Path>> key :
        List.of(
            SchemaKeys.TOKEN,
            ClientTlsKeys.AUTHORITY,
            ClientTlsKeys.CERTIFICATE,
            ClientTlsKeys.KEY)) {
      s.get(key).ifPresent(file -> files.put(key.name(), file.toString()));
    }
  }

  @Override
  public Answer send(String method, String path, byte @Nullable [] body) throws IOException {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(url + path))
              .timeout(TIMEOUT)
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
    if (userInfo != null) {
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(UTF_8)));
    }
    Optional<String> token = read(SchemaKeys.TOKEN).map(String::strip);
    if (token.isPresent() && !token.get().matches("[!-~]+")) { // a message would show it
      throw new IOException(SchemaKeys.TOKEN.name() + ": the file must hold one token");
    }
    return token.map("Bearer "::concat);
  }

  private LimitedHttp http() throws IOException {
    LimitedHttp open = http;
    if (open == null) {
      open = new LimitedHttp(TIMEOUT, HttpClient.Redirect.NEVER, tls());
      http = open;
    }
    return open;
  }

  private Optional<SSLContext> tls() throws IOException {
    Optional<String> authorities = read(ClientTlsKeys.AUTHORITY);
    Optional<String> chain = read(ClientTlsKeys.CERTIFICATE);
    Optional<String> key = read(ClientTlsKeys.KEY);
    if (authorities.isEmpty() && chain.isEmpty()) {
      return Optional.empty();
    }
    Optional<Pem.Pair> own =
        chain.map(c -> new Pem.Pair(ClientTlsKeys.KEY.name(), c, key.orElseThrow()));
    return Optional.of(new Pem("client.tls", authorities, own).context());
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
