package io.wavecast.trainer.data;

import com.sun.net.httpserver.HttpServer;
import io.wavecast.core.model.FileSeal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A file that a server on the loopback interface gives to those who ask. */
public final class ServedFile implements AutoCloseable {
  private final String path;
  private final byte[] content;
  private final HttpServer server;

  /** Serves an archive of these texts by their names. */
  public ServedFile(Map<String, String> files) throws IOException {
    this("a.tgz", archive(files));
  }

  /** Serves a file. */
  public ServedFile(String name, byte[] content) throws IOException {
    path = "/" + name;
    this.content = content;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content);
          exchange.close();
        });
    server.start();
  }

  /** An archive of these texts by their names. */
  static byte[] archive(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** Where it is. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** Its checksum. */
  public String sha256() {
    return FileSeal.sha256(content);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
