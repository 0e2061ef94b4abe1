package io.wavecast.trainer.chorale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.wavecast.core.model.FileSeal;
import io.wavecast.trainer.data.Downloads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server on the loopback interface. */
class CorpusDownloadTest {
  @TempDir Path dir;
  private final List<String> log = new ArrayList<>();
  private HttpServer server;
  private byte[] archive = {};

  @BeforeEach
  void serve() throws IOException {
    archive = archive();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/a.tgz",
        exchange -> {
          exchange.sendResponseHeaders(200, archive.length);
          exchange.getResponseBody().write(archive);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void the_archive_is_fetched_checked_and_unpacked() throws IOException {
    CorpusDownload.fetch(item(FileSeal.sha256(archive)), dir, log::add);

    for (String part : List.of("train", "valid", "test")) {
      assertThat(dir.resolve(part + "/chorale_000.csv")).hasContent("60,55,52,48");
    }
    assertThat(log).hasSize(1);
  }

  @Test
  void an_archive_with_another_checksum_is_neither_kept_nor_unpacked() {
    assertThatThrownBy(() -> CorpusDownload.fetch(item("0".repeat(64)), dir, log::add))
        .hasMessageContaining("its checksum must be 0000");
    assertThat(dir).isEmptyDirectory();
  }

  private Downloads.Item item(String sum) {
    return new Downloads.Item(
        sum, URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/a.tgz"));
  }

  private static byte[] archive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      byte[] content = "60,55,52,48".getBytes(StandardCharsets.UTF_8);
      for (String part : List.of("train", "valid", "test")) {
        TarArchiveEntry entry = new TarArchiveEntry(part + "/chorale_000.csv");
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }
}
