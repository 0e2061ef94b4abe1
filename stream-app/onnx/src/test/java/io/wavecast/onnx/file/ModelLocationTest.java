package io.wavecast.onnx.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.model.FileSeal;
import io.wavecast.testkit.http.LocalServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ModelLocationTest {
  private static final byte[] BYTES = {1, 2, 3};

  @TempDir static Path dir;
  private static LocalServer server;

  @BeforeAll
  static void serve() {
    server = new LocalServer().answer("/x.onnx", 200, BYTES).stall("/endless.onnx", BYTES);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void reads_a_file() throws IOException {
    Path file = Files.write(dir.resolve("x.onnx"), BYTES);

    assertThat(ModelLocation.of(file.toString()).read()).isEqualTo(BYTES);
  }

  @Test
  void downloads_a_url_and_checks_its_checksum() {
    String sha256 = FileSeal.sha256(BYTES);

    assertThat(ModelLocation.of(url("x.onnx") + "#sha256=" + sha256.toUpperCase()).read())
        .isEqualTo(BYTES);
    assertThatThrownBy(() -> ModelLocation.of(url("x.onnx") + "#sha256=00ff").read())
        .isInstanceOf(ModelFileException.class)
        .hasMessage(
            "model file '%s' refused: its SHA-256 must be 00ff, got: %s", url("x.onnx"), sha256);
  }

  @Test
  void a_refusal_shows_neither_password_nor_query() {
    String secret = url("absent.onnx?key=hush").replace("//", "//me:hush@");

    assertThatThrownBy(() -> ModelLocation.of(secret).read())
        .hasMessageStartingWith("model file '%s' refused: it cannot be read", url("absent.onnx"));
    assertThatThrownBy(() -> ModelLocation.of("http://me:hush@[a/x.onnx?key=hush").read())
        .hasMessage("model file 'http://[a/x.onnx' refused: it is no valid URL");
  }

  @Test
  void refuses_a_url_that_is_not_found() {
    assertThatThrownBy(() -> ModelLocation.of(url("absent.onnx")).read())
        .isInstanceOf(ModelFileException.class)
        .hasMessage(
            "model file '%s' refused: it cannot be read: status must be 200, got: 404",
            url("absent.onnx"));
  }

  @Test
  void refuses_a_url_where_nobody_listens() {
    assertThatThrownBy(() -> ModelLocation.of("http://127.0.0.1:1/x.onnx").read())
        .hasMessage(
            "model file 'http://127.0.0.1:1/x.onnx' refused: it cannot be read: connection refused");
  }

  @Test
  @Timeout(60)
  void gives_up_a_download_that_never_ends() {
    assertThatThrownBy(
            () -> ModelLocation.download(URI.create(url("endless.onnx")), Duration.ofSeconds(2)))
        .isInstanceOf(IOException.class)
        .hasMessage("no complete answer within 2000 ms");
  }

  @Test
  void other_schemes_are_refused() {
    assertThatThrownBy(() -> ModelLocation.of("s3://bucket/x.onnx").read())
        .hasMessage(
            "model file 's3://bucket/x.onnx' refused: it cannot be read: only paths, and http and"
                + " https URLs can be read here");
  }

  private static String url(String file) {
    return server.url("/" + file).toString();
  }
}
