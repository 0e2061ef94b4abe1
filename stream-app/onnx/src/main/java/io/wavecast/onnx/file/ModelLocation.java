package io.wavecast.onnx.file;

import io.wavecast.core.model.FileSeal;
import io.wavecast.core.text.Throwables;
import io.wavecast.onnx.support.LimitedHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a model file is: a path, or an http or https URL, e.g. {@code
 * https://models.example/lstm.onnx#sha256=0f3a...}.
 *
 * @param source path or URL
 * @param sha256 checksum that the file must have, 64 lower-case hexadecimal digits; empty: any
 */
public record ModelLocation(String source, Optional<String> sha256) {
  private static final String URL = "[a-z][a-z0-9+.-]+:/.*";
  private static final String CHECKSUM = "#sha256=";
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  /** Reads a location as a setting names it: the source, and {@code #sha256=HEX} or nothing. */
  public static ModelLocation of(String text) {
    int mark = text.indexOf(CHECKSUM);
    return mark < 0
        ? new ModelLocation(text, Optional.empty())
        : new ModelLocation(
            text.substring(0, mark),
            Optional.of(text.substring(mark + CHECKSUM.length()).toLowerCase(Locale.ROOT)));
  }

  /**
   * The bytes of the file: at most 512 MiB and an eighth of the heap, downloaded within two
   * minutes.
   *
   * @throws ModelFileException when it cannot be read, or has another checksum
   */
  public byte[] read() {
    byte[] bytes = fetch();
    String got = FileSeal.sha256(bytes);
    if (sha256.isPresent() && !got.equals(sha256.get())) {
      throw new ModelFileException(source, "its SHA-256 must be " + sha256.get() + ", got: " + got);
    }
    return bytes;
  }

  private byte[] fetch() {
    if (!source.matches(URL)) {
      return Contract.bytes(Path.of(source));
    }
    try {
      if (source.startsWith("http://") || source.startsWith("https://")) {
        return download(URI.create(source), TIMEOUT);
      }
      throw new IOException("only paths, and http and https URLs can be read here");
    } catch (IllegalArgumentException e) { // its message has the URL, which may hold a password
      throw new ModelFileException(source, "it is no valid URL");
    } catch (IOException e) {
      throw new ModelFileException(source, "it cannot be read: " + Throwables.reason(e), e);
    }
  }

  /**
   * Downloads a model file.
   *
   * @param timeout for the complete download
   */
  static byte[] download(URI address, Duration timeout) throws IOException {
    HttpResponse<byte[]> response =
        new LimitedHttp(timeout, HttpClient.Redirect.NORMAL)
            .send(
                HttpRequest.newBuilder(address).build(),
                info -> LimitedHttp.prefix(info.statusCode() == 200 ? Contract.maxBytes() + 1 : 0));
    if (response.statusCode() != 200) {
      throw new IOException("status must be 200, got: " + response.statusCode());
    }
    return limited(response.body());
  }

  private static byte[] limited(byte[] bytes) throws IOException {
    if (bytes.length > Contract.maxBytes()) {
      throw new IOException(Contract.tooLarge());
    }
    return bytes;
  }
}
