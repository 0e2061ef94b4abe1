package io.wavecast.benchmarks.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.wavecast.core.forecast.Forecaster;
import io.wavecast.schemas.json.Json;
import io.wavecast.schemas.json.JsonWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A stand-in for a model server: answers a window, {@code {"window":[...]}}, with its forecast and
 * quantiles. It runs the model once per request, as a server without batching does.
 */
final class ModelServer implements AutoCloseable {
  private static final int THREADS = 2;

  private final Forecaster model;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  private ModelServer(Forecaster model) throws IOException {
    this.model = model;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/forecast", this::answer);
    server.start();
  }

  static ModelServer start(Forecaster model) throws IOException {
    return new ModelServer(model);
  }

  /** A forecaster that asks this server. */
  RemoteForecaster client() {
    URI address =
        URI.create("http://127.0.0.1:%d/forecast".formatted(server.getAddress().getPort()));
    return new RemoteForecaster(address, model);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      float[] window = new float[model.shape().window()];
      read(exchange.getRequestBody().readAllBytes(), "window", window);
      float[] forecast = new float[model.shape().horizon()];
      float[] quantiles = new float[model.shape().horizon() * model.quantileLevels().length];
      model.forecast(window, 1, forecast, quantiles);
      byte[] body =
          JsonWriter.value(JsonWriter.fields("forecast", forecast, "quantiles", quantiles));
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Reads the numbers of one field. */
  static void read(byte[] json, String field, float[] into) throws IOException {
    try (JsonParser parser = Json.parser(json)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.START_ARRAY && field.equals(parser.currentName())) {
          int n = 0;
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            into[n++] = parser.getFloatValue();
          }
          if (n == into.length) {
            return;
          }
        }
      }
    }
    throw new IOException(
        "no %d numbers '%s' in %s".formatted(into.length, field, Arrays.toString(json)));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}
