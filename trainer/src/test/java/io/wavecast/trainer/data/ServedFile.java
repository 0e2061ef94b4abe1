package io.wavecast.trainer.data;

import com.sun.net.httpserver.HttpServer;
import io.wavecast.core.model.FileSeal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** A file that a server on the loopback interface gives to those who ask. */
public final class ServedFile implements AutoCloseable {
  private final String path;
  private final byte[] content;
  private final HttpServer server;

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
