package io.wavecast.testkit.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** An HTTP server on the loopback interface. Paths that it does not know are not found (404). */
public final class LocalServer implements AutoCloseable {
  private static final InetSocketAddress FREE_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final HttpServer server;

  /** Starts it on a free port. */
  public LocalServer() {
    this(create());
  }

  private LocalServer(HttpServer server) {
    this.server = server;
    server.start();
  }

  /** Starts one for https that requires a certificate which this context trusts. */
  public static LocalServer mutualTls(SSLContext context) {
    try {
      HttpsServer server = HttpsServer.create(FREE_PORT, 0);
      server.setHttpsConfigurator(
          new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters connection) {
              SSLParameters parameters = context.getDefaultSSLParameters();
              parameters.setNeedClientAuth(true);
              connection.setSSLParameters(parameters);
            }
          });
      return new LocalServer(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpServer create() {
    try {
      return HttpServer.create(FREE_PORT, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers requests below a path by a handler. */
  public LocalServer handle(String path, HttpHandler handler) {
    server.createContext(path, handler);
    return this;
  }

  /** Answers requests below a path with a status and a body, which is not empty. */
  public LocalServer answer(String path, int status, byte[] body) {
    return handle(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  /** Sends the start of a longer body, and then nothing more. */
  public LocalServer stall(String path, byte[] start) {
    return handle(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, start.length + 1000);
          exchange.getResponseBody().write(start);
          exchange.getResponseBody().flush();
        });
  }

  /** Redirects requests of a path to another path of this server (302). */
  public LocalServer redirect(String path, String to) {
    return handle(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Location", url(to).toString());
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
  }

  /** The URL of a path, which starts with a slash. */
  public URI url(String path) {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
