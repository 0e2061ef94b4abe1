package io.wavecast.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.wavecast.core.model.FileSeal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server on the loopback interface. */
class DownloadsTest {
  private static final byte[] CONTENT = "{\"drawing\":1}\n".getBytes(StandardCharsets.UTF_8);
  private static final String SUM = FileSeal.sha256(CONTENT);
  private static final String OTHER = "0".repeat(64);

  @TempDir Path dir;
  private final AtomicInteger asked = new AtomicInteger();
  private final List<String> log = new ArrayList<>();
  private HttpServer server;
  private String base = "";

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    base = "http://127.0.0.1:" + server.getAddress().getPort();
    server.createContext(
        "/pig.ndjson",
        exchange -> {
          asked.incrementAndGet();
          answer(exchange, 200, CONTENT.length);
          exchange.close();
        });
    server.createContext(
        "/moved/pig.ndjson",
        exchange -> {
          exchange.getResponseHeaders().add("Location", base + "/pig.ndjson");
          answer(exchange, 302, 0);
          exchange.close();
        });
    // sends the first bytes and nothing more
    server.createContext("/stalled.ndjson", exchange -> answer(exchange, 200, 1000));
    server.start();
  }

  private static void answer(HttpExchange exchange, int status, int length) throws IOException {
    exchange.sendResponseHeaders(status, length);
    exchange.getResponseBody().write(CONTENT, 0, Math.min(length, CONTENT.length));
    exchange.getResponseBody().flush();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void a_file_is_fetched_once() throws IOException {
    fetch(SUM, "/pig.ndjson");
    fetch(SUM, "/pig.ndjson");

    assertThat(dir.resolve("data/pig.ndjson")).hasBinaryContent(CONTENT);
    assertThat(dir.resolve("data")).isDirectoryNotContaining("glob:**.part");
    assertThat(log).containsExactly("fetching " + base + "/pig.ndjson", "1 of 1 files are there");
    assertThat(asked).hasValue(1);
  }

  @Test
  void a_file_with_another_checksum_is_fetched_again() throws IOException {
    Files.createDirectories(dir.resolve("data"));
    Files.writeString(dir.resolve("data/pig.ndjson"), "half of it");

    fetch(SUM, "/moved/pig.ndjson");

    assertThat(dir.resolve("data/pig.ndjson")).hasBinaryContent(CONTENT);
  }

  @Test
  void a_download_with_another_checksum_is_not_kept() {
    refused(OTHER, "/pig.ndjson", "its checksum must be %s, got: %s".formatted(OTHER, SUM));
  }

  @Test
  void a_file_that_is_absent_is_reported_with_its_status() {
    refused(SUM, "/cow.ndjson", "status must be 200, got: 404");
  }

  @Test
  void a_file_above_the_limit_is_not_kept() {
    Downloads.Item item = item(SUM, "/pig.ndjson");

    assertThatThrownBy(
            () -> Downloads.fetch(List.of(item), dir, log::add, Duration.ofSeconds(9), 9))
        .hasMessage(item.address() + ": it must have at most 9 bytes");
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  @Timeout(20)
  void a_body_that_stalls_ends_with_the_timeout() {
    Downloads.Item item = item(SUM, "/stalled.ndjson");

    assertThatThrownBy(
            () -> Downloads.fetch(List.of(item), dir, log::add, Duration.ofMillis(300), 5000))
        .hasMessage(item.address() + ": no complete answer within 300 ms");
    assertThat(dir).isEmptyDirectory();
  }

  private void refused(String sum, String path, String reason) {
    assertThatThrownBy(() -> fetch(sum, path))
        .isInstanceOf(IOException.class)
        .hasMessage(base + path + ": " + reason);
    assertThat(dir.resolve("data")).isEmptyDirectory();
  }

  private void fetch(String sum, String path) throws IOException {
    Downloads.fetch(List.of(item(sum, path)), dir.resolve("data"), log::add);
  }

  private Downloads.Item item(String sum, String path) {
    return new Downloads.Item(sum, URI.create(base + path));
  }
}
