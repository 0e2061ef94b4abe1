package io.wavecast.benchmarks.report;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Shape;
import io.wavecast.core.model.ModelException;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.json.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Asks a {@link ModelServer}: one request per window, all of a batch at once. */
final class RemoteForecaster implements Forecaster, AutoCloseable {
  private final URI address;
  private final Forecaster served;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();

  RemoteForecaster(URI address, Forecaster served) {
    this.address = address;
    this.served = served;
  }

  @Override
  public ModelRef model() {
    return served.model();
  }

  @Override
  public Shape shape() {
    return served.shape();
  }

  @Override
  public double[] quantileLevels() {
    return served.quantileLevels();
  }

  @Override
  public void forecast(float[] windows, int n, float[] forecasts, float[] quantiles) {
    List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
    int length = shape().window();
    for (int i = 0; i < n; i++) {
      float[] window = Arrays.copyOfRange(windows, i * length, (i + 1) * length);
      byte[] body = JsonWriter.value(JsonWriter.fields("window", window));
      HttpRequest request =
          HttpRequest.newBuilder(address).POST(BodyPublishers.ofByteArray(body)).build();
      answers.add(http.sendAsync(request, BodyHandlers.ofByteArray()));
    }
    float[] forecast = new float[shape().horizon()];
    float[] levels = new float[forecast.length * quantileLevels().length];
    for (int i = 0; i < n; i++) {
      try {
        byte[] answer = answers.get(i).join().body();
        ModelServer.read(answer, "forecast", forecast);
        ModelServer.read(answer, "quantiles", levels);
      } catch (IOException | CompletionException e) {
        throw new ModelException("the model server does not answer", e);
      }
      System.arraycopy(forecast, 0, forecasts, i * forecast.length, forecast.length);
      System.arraycopy(levels, 0, quantiles, i * levels.length, levels.length);
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
