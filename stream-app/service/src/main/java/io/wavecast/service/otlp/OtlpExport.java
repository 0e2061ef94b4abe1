package io.wavecast.service.otlp;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.wavecast.config.Build;
import io.wavecast.config.EngineKeys;
import io.wavecast.config.OtlpKeys;
import io.wavecast.config.Settings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.UsageException;
import io.wavecast.onnx.support.DaemonThreads;
import io.wavecast.onnx.support.LimitedHttp;
import io.wavecast.service.files.Clients;
import io.wavecast.service.files.FileWatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts the metrics of this process to a receiver of OTLP (protobuf over HTTP, compressed), at an
 * interval and once more at the end. A post that fails is not repeated: the next one has the same
 * totals. Messages name only the host.
 */
public final class OtlpExport implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpExport.class);
  private static final int MAX_ANSWER_BYTES = 4096;
  private static final long LAST_POST_SECONDS = 3;

  private final URI url;
  private final Supplier<LimitedHttp> http;
  private final Supplier<Map<String, String>> headers;
  private final OtlpRequest request;
  private final Supplier<MetricSnapshots> snapshots;
  private final FileWatch files;
  private final ScheduledExecutorService scheduler = DaemonThreads.scheduler("otlp");
  private String problem = "";

  private OtlpExport(
      URI url, Settings s, int port, Supplier<MetricSnapshots> snapshots, Metrics metrics) {
    this.url = url;
    this.snapshots = snapshots;
    this.files = new FileWatch(metrics);
    try {
      this.http = Clients.open(s, OtlpKeys.TLS, files, s.get(OtlpKeys.TIMEOUT));
      this.headers =
          s.get(OtlpKeys.HEADERS)
              .<Supplier<Map<String, String>>>map(
                  file -> files.watch(OtlpKeys.HEADERS, file, OtlpHeaders::parse))
              .orElse(Map::of);
    } catch (RuntimeException e) {
      files.close();
      throw e;
    }
    this.request =
        new OtlpRequest(
            attributes(s, port),
            Build.current().version(),
            TimeUnit.MILLISECONDS.toNanos(ManagementFactory.getRuntimeMXBean().getStartTime()));
  }

  /**
   * Starts to export, if the settings say where to.
   *
   * @param port of HTTP, which with the host's name identifies this process
   * @param snapshots of every meter
   * @param metrics gets whether the files of header and TLS can be used
   * @throws UsageException when settings contradict each other
   * @throws FailureException when a file cannot be used
   */
  public static Optional<OtlpExport> start(
      Settings settings, int port, Supplier<MetricSnapshots> snapshots, Metrics metrics) {
    Optional<OtlpExport> export =
        settings
            .get(OtlpKeys.URL)
            .map(url -> new OtlpExport(url, settings, port, snapshots, metrics));
    long interval = settings.get(OtlpKeys.INTERVAL).toMillis();
    export.ifPresent(
        e -> {
          var unused =
              e.scheduler.scheduleAtFixedRate(e::export, interval, interval, TimeUnit.MILLISECONDS);
        });
    return export;
  }

  /**
   * Checks what {@link #start} checks, and sends nothing.
   *
   * @throws UsageException when settings contradict each other
   * @throws FailureException when a file cannot be used
   */
  public static void check(Settings settings) {
    settings
        .get(OtlpKeys.URL)
        .map(url -> new OtlpExport(url, settings, 0, MetricSnapshots::new, Metrics.NONE))
        .ifPresent(OtlpExport::stop);
  }

  private static Map<String, String> attributes(Settings s, int port) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("service.name", "wavecast");
    attributes.put("service.version", Build.current().version());
    attributes.put("service.instance.id", hostName() + ":" + port);
    attributes.put("application", s.get(EngineKeys.APPLICATION_ID));
    attributes.put("engine", "kafka-streams");
    attributes.putAll(s.get(OtlpKeys.ATTRIBUTES));
    return attributes;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private void export() {
    try {
      report(post());
    } catch (IOException e) {
      report("does not answer: " + e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("metrics cannot be exported by OTLP", e);
    }
  }

  /** Why the receiver did not take all; empty if it did. */
  private String post() throws IOException {
    long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    HttpRequest.Builder post =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/x-protobuf")
            .header("Content-Encoding", "gzip")
            .header("User-Agent", "wavecast")
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(gzip(request.write(snapshots.get(), now))));
    headers.get().forEach(post::setHeader);
    HttpResponse<byte[]> answer =
        http.get().send(post.build(), info -> LimitedHttp.prefix(MAX_ANSWER_BYTES));
    if (answer.statusCode() == 200) {
      return OtlpRequest.rejected(answer.body());
    }
    String text = new String(answer.body(), StandardCharsets.UTF_8).replaceAll("[^ -~]+", " ");
    return "answers "
        + answer.statusCode()
        + (text.isBlank() ? "" : ": ")
        + text.substring(0, Math.min(200, text.length()));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    }
    return compressed.toByteArray();
  }

  private void report(String message) {
    if (!message.equals(problem)) {
      problem = message;
      if (message.isEmpty()) {
        LOG.info("metrics are exported to {} again", url.getHost());
      } else {
        LOG.warn("metrics are not exported by OTLP: {} {}", url.getHost(), message);
      }
    }
  }

  /** Posts once more, for at most three seconds, and stops. */
  @Override
  public void close() {
    try {
      scheduler.submit(this::export).get(LAST_POST_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.warn("the last metrics were not exported by OTLP");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stop();
    }
  }

  private void stop() {
    scheduler.shutdownNow();
    files.close();
  }
}
