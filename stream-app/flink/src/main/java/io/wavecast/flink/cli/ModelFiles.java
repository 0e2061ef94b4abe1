package io.wavecast.flink.cli;

import io.wavecast.core.model.FileSeal;
import io.wavecast.flink.models.SentModel;
import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.file.SketchFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Fetches and checks model files where the job is submitted, and sends them to the task managers
 * with it. A location is a file, an http(s) address or any path that Flink's file systems know; a
 * suffix {@code #sha256=} may give its checksum.
 */
final class ModelFiles {
  private static final String CHECKSUM = "#sha256=";
  private static final int MAX_BYTES = 512 << 20;
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private ModelFiles() {}

  /** Reads a model file and returns the name of the model inside. */
  @FunctionalInterface
  private interface Contract {
    /**
     * @throws ModelFileException when the contract does not hold
     */
    String nameOf(String source, byte[] bytes);
  }

  /**
   * Fetches forecasters, checks them, and adds them to the job.
   *
   * @throws StartException when one cannot be fetched, its checksum differs, its contract does not
   *     hold, or its quantiles do not reach the level
   */
  static List<SentModel> forecasters(
      List<String> places, double level, StreamExecutionEnvironment env) {
    List<SentModel> sent = new ArrayList<>();
    for (String place : places) {
      SentModel model =
          send(
              place,
              (source, bytes) -> {
                ModelFile file = ModelFile.read(source, bytes);
                file.requireLevel(level);
                return file.model().name();
              },
              env);
      if (sent.stream().anyMatch(s -> s.name().equals(model.name()))) {
        throw new StartException("model '" + model.name() + "' must come from one file only");
      }
      sent.add(model);
    }
    return sent;
  }

  /** The same for a sketch classifier. */
  static SentModel sketches(String place, StreamExecutionEnvironment env) {
    return send(place, (source, bytes) -> SketchFile.read(source, bytes).model().name(), env);
  }

  /** The same for a composer. */
  static SentModel composer(String place, StreamExecutionEnvironment env) {
    return send(place, (source, bytes) -> ComposerFile.read(source, bytes).model().name(), env);
  }

  private static SentModel send(String place, Contract contract, StreamExecutionEnvironment env) {
    int mark = place.indexOf(CHECKSUM);
    String source = mark < 0 ? place : place.substring(0, mark);
    byte[] bytes = fetch(source);
    String sha256 = FileSeal.sha256(bytes);
    if (mark >= 0) {
      String wanted = place.substring(mark + CHECKSUM.length()).toLowerCase(Locale.ROOT);
      if (!sha256.equals(wanted)) {
        throw new StartException(
            "SHA-256 of model file " + source + " must be " + wanted + ", got: " + sha256);
      }
    }
    SentModel model = new SentModel(nameOf(contract, source, bytes), sha256);
    if (env.getCachedFiles().stream().noneMatch(file -> file.f0.equals(model.cacheName()))) {
      env.registerCachedFile(store(model, bytes), model.cacheName());
    }
    return model;
  }

  private static String nameOf(Contract contract, String source, byte[] bytes) {
    try {
      return contract.nameOf(source, bytes);
    } catch (ModelFileException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  private static byte[] fetch(String source) {
    try {
      return source.startsWith("http://") || source.startsWith("https://")
          ? download(URI.create(source), TIMEOUT)
          : open(source);
    } catch (IOException | IllegalArgumentException e) {
      throw new StartException("model file " + source + " cannot be read: " + reason(e), e);
    }
  }

  private static byte[] open(String source) throws IOException {
    org.apache.flink.core.fs.Path path = new org.apache.flink.core.fs.Path(source);
    try (InputStream in = path.getFileSystem().open(path)) {
      return limited(in);
    }
  }

  /**
   * @param timeout for the complete download
   */
  static byte[] download(URI address, Duration timeout) throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    // the timeout of a request covers the headers only, and a body may hang
    CompletableFuture<HttpResponse<InputStream>> answer =
        client.sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofInputStream());
    try {
      return answer.thenApplyAsync(ModelFiles::body).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("download took longer than " + timeout.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw cause instanceof UncheckedIOException io && io.getCause() != null
          ? io.getCause()
          : new IOException(reason(cause), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      answer.cancel(true);
      var unused = answer.thenAccept(ModelFiles::close);
    }
  }

  private static byte[] body(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException("status must be 200, got: " + response.statusCode());
      }
      return limited(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(HttpResponse<InputStream> response) {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String reason(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static byte[] limited(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new IOException("it must have at most " + MAX_BYTES + " bytes");
    }
    return bytes;
  }

  /** A private copy, which nobody changes between the check and the submission. */
  private static String store(SentModel model, byte[] bytes) {
    try {
      Path copy = Files.createTempFile("wavecast-" + model.name() + "-", ".onnx");
      copy.toFile().deleteOnExit();
      Files.write(copy, bytes);
      return copy.toUri().toString();
    } catch (IOException e) {
      throw new StartException(
          "model '" + model.name() + "' cannot be stored: " + e.getMessage(), e);
    }
  }
}
