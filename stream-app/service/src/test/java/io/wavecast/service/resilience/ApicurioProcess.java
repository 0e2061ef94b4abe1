package io.wavecast.service.resilience;

import static org.awaitility.Awaitility.await;

import io.wavecast.testkit.process.FreePorts;
import io.wavecast.testkit.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Apicurio's registry in a separate process, as the profile {@code apicurio} unpacks it. */
final class ApicurioProcess implements AutoCloseable {
  private static final Path FOLDER = Path.of("target", "apicurio").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;
  private final Program program;

  private ApicurioProcess(int port, Program program) {
    this.port = port;
    this.program = program;
  }

  /** Whether it was unpacked. */
  static boolean isPresent() {
    return runner().isPresent();
  }

  private static Optional<Path> runner() {
    if (!Files.isDirectory(FOLDER)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(f -> f.toString().endsWith("-runner.jar")).findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it, and returns when it answers. */
  static ApicurioProcess start(Path dir) {
    int port = FreePorts.next();
    ApicurioProcess started =
        new ApicurioProcess(
            port,
            Program.start(
                dir,
                "apicurio",
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-Dquarkus.http.port=" + port,
                    "-Dquarkus.http.host=127.0.0.1",
                    "-jar",
                    runner().orElseThrow().toString())));
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              started.program.requireRunning();
              return started.send("GET", "/subjects", "") == 200;
            });
    return started;
  }

  /** The address of the API that it shares with others. */
  URI url() {
    return URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7");
  }

  /** Refuses schemas from now on that cannot read values of earlier ones of the subject. */
  void requireCompatible(String subject) throws InterruptedException {
    int status = send("PUT", "/config/" + subject, "{\"compatibility\":\"BACKWARD\"}");
    if (status != 200) {
      throw new IllegalStateException("status " + status);
    }
  }

  private int send(String method, String path, String body) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
