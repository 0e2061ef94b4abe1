package io.wavecast.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.model.FileSeal;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.text.FailureException;
import io.wavecast.flink.PipelineJob;
import io.wavecast.flink.RecordTypes;
import io.wavecast.flink.models.CachedModel;
import io.wavecast.flink.models.RepositoryModels;
import io.wavecast.onnx.file.TrustedModels;
import io.wavecast.onnx.run.Device;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.testkit.http.LocalServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Model files on their way to the tasks. */
class ModelFilesTest {
  private static final double LEVEL = 0.9;

  @TempDir static Path dir;
  private static byte[] model;
  private static LocalServer server;

  @BeforeAll
  static void serveModel() throws IOException {
    try (InputStream in =
        ModelFilesTest.class.getResourceAsStream("/io/wavecast/onnx/models/lstm.onnx")) {
      model = in.readAllBytes();
    }
    server = new LocalServer().answer("/lstm.onnx", 200, model);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Test
  void a_model_is_fetched_from_an_address_checked_and_added_to_the_job() throws IOException {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    String sha256 = FileSeal.sha256(model);

    List<CachedModel> sent =
        ModelFiles.forecasters(
            List.of(address("lstm.onnx") + "#sha256=" + sha256), TrustedModels.ALL, LEVEL, env);

    assertThat(sent).containsExactly(new CachedModel("lstm", sha256));
    assertThat(env.getCachedFiles())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.f0).isEqualTo("wavecast-model-" + sha256);
              assertThat(Path.of(URI.create(f.f1.filePath))).hasBinaryContent(model);
            });
  }

  @Test
  void two_files_of_one_name() throws IOException {
    Path one = Files.write(dir.resolve("one.onnx"), model);
    Path other = Files.write(dir.resolve("other.onnx"), model);

    assertThatThrownBy(() -> send(one.toString(), other.toString()))
        .isInstanceOf(FailureException.class)
        .hasMessage("model 'lstm' must come from one file only");
  }

  @Test
  void a_model_that_was_damaged_on_its_way_fails_the_task_with_that_cause() throws IOException {
    byte[] damaged = model.clone();
    damaged[damaged.length / 2] ^= 1;
    Path arrived = Files.write(dir.resolve("damaged.onnx"), damaged);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
    CachedModel sent = new CachedModel("lstm", FileSeal.sha256(model));
    env.registerCachedFile(arrived.toUri().toString(), sent.cacheName());
    RepositoryModels models =
        new RepositoryModels(
            "lstm", List.of(), Device.CPU, null, List.of(sent), LEVEL, TrustedModels.ALL);

    ForecastSpec spec = ForecastSpec.of(StreamSettings.of(Topics.withPrefix("t.")), LEVEL);
    RawRecord any = new RawRecord(null, null, 0, "t.observations", 0, 0);
    DataStream<OutputRecord> events =
        new PipelineJob<>(spec, models).build(env.fromData(RecordTypes.RAW, any)).events();

    assertThatThrownBy(() -> events.executeAndCollect(1))
        .rootCause()
        .isInstanceOf(IOException.class)
        .hasMessage(
            "SHA-256 of model 'lstm' must be %s as it was sent, got: %s",
            sent.sha256(), FileSeal.sha256(damaged));
  }

  private static String address(String file) {
    return server.url("/" + file).toString();
  }

  private static void send(String... places) {
    var unused =
        ModelFiles.forecasters(
            List.of(places),
            TrustedModels.ALL,
            LEVEL,
            StreamExecutionEnvironment.getExecutionEnvironment());
  }
}
