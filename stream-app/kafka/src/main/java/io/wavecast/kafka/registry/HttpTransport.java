package io.wavecast.kafka.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.config.SchemaKeys;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.kafka.tls.Pem;
import io.wavecast.onnx.support.LimitedHttp;
import io.wavecast.registry.Transport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Requests to a schema registry by HTTP. Redirects are not followed, so that credentials reach the
 * configured address only. Files of TLS are read again after a request that failed. Thread-safe.
 */
final class HttpTransport implements Transport {
  private static final String ACCEPT = "application/vnd.schemaregistry.v1+json, application/json";
  private static final String CONTENT = "application/vnd.schemaregistry.v1+json";

  private final RegistryAddress address;
  private volatile @Nullable LimitedHttp http;

  HttpTransport(RegistryAddress address) {
    this.address = address;
  }

  @Override
  public Answer send(String method, String path, byte @Nullable [] body) throws IOException {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(base() + path))
              .timeout(address.timeout())
              .header("Accept", ACCEPT)
              .method(
                  method,
                  body == null
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofByteArray(body));
      if (body != null) {
        request.header("Content-Type", CONTENT);
      }
      authorization().ifPresent(value -> request.header("Authorization", value));
      HttpResponse<byte[]> answer =
          http().send(request.build(), info -> LimitedHttp.prefix(MAX_BODY + 1));
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException | FailureException e) {
      http = null;
      throw new IOException(address + ": " + Throwables.oneLine(e), e);
    }
  }

  private String base() {
    return address.url().toString().replaceAll("/+$", "");
  }

  private Optional<String> authorization() throws IOException {
    String userInfo = address.userInfo();
    if (userInfo != null) {
      return Optional.of(basic(userInfo));
    }
    String userInfoFile = address.userInfoFile();
    if (userInfoFile != null) {
      String setting = SchemaKeys.USER_INFO_FILE.name();
      String content = read(setting, userInfoFile).strip();
      if (content.indexOf(':') < 1) {
        throw new IOException(setting + ": it must hold USER:PASSWORD: " + userInfoFile);
      }
      return Optional.of(basic(content));
    }
    String file = address.tokenFile();
    return file == null
        ? Optional.empty()
        : Optional.of("Bearer " + read(SchemaKeys.TOKEN.name(), file).strip());
  }

  private static String basic(String userInfo) {
    return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(UTF_8));
  }

  private LimitedHttp http() throws IOException {
    LimitedHttp open = http;
    if (open == null) {
      open = open();
      http = open;
    }
    return open;
  }

  private LimitedHttp open() throws IOException {
    String authority = address.authority();
    String certificate = address.certificate();
    String key = address.key();
    if (authority == null && certificate == null) {
      return new LimitedHttp(address.timeout(), HttpClient.Redirect.NEVER);
    }
    Optional<String> authorities =
        authority == null
            ? Optional.empty()
            : Optional.of(read(SchemaKeys.TLS.authority().name(), authority));
    Optional<Pem.Pair> own =
        certificate == null || key == null
            ? Optional.empty()
            : Optional.of(
                new Pem.Pair(
                    SchemaKeys.TLS.key().name(),
                    read(SchemaKeys.TLS.certificate().name(), certificate),
                    read(SchemaKeys.TLS.key().name(), key)));
    return new LimitedHttp(
        address.timeout(),
        HttpClient.Redirect.NEVER,
        Optional.of(new Pem("schema.registry.tls", authorities, own).context()));
  }

  private static String read(String setting, String file) throws IOException {
    try {
      return Files.readString(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new IOException(setting + ": there is no file " + file, e);
    }
  }
}
