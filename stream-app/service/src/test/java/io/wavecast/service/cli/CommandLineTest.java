package io.wavecast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.PipelineModules;
import io.wavecast.core.model.FileSeal;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
  /** Bytes of the line that holds the checksum, the last of a sealed file. */
  private static final int SEAL = 81;

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --bogus | Unknown option: '--bogus'
          serv | did you mean serve?
          demo --http-port 99999 | http.port must be a port in 0..65535
          demo --duration soon | must be a duration in 0s..36500d such as
          demo --inject-fault 0s --interval 1ms | --interval must be in 20ms..1m, got: 1ms
          demo --http-prot 1 | did you mean --http-port?
          replay x.csv --json | --json needs --out, --alerts, --incidents or --explain
          replay | Missing required
          send a.csv b.csv --key k | --key goes with one file, got: 2
          produce a.csv | did you mean send?
          send a.csv --rate 0 | --rate must be above 0, got: 0.0
          models --seal | --seal needs FILE
          topics | create, check or acls is missing
          serve --dry-run --models-default nix | models.default: there is no model 'nix', there are: default, gru
          serve --models-default nix --http-port 0 | models.default: there is no model 'nix'
          serve --dry-run --models-routes a=nix | models.routes: there is no model 'nix'
          serve --kafka nix | Value for option '--kafka'
          serve --dry-run --group-protocol streams --inputs [{"topics":"a*"}] | group.protocol must be classic, since inputs have patterns of topics
          serve --dry-run --alerts-rules a | alerts.rules
          serve --dry-run --http-host 0.0.0.0 | http.host may be an address that other machines
          serve --dry-run --http-tls-certificate /absent | must be set together
          serve --routes | Unknown option: '--routes'
          replay x.csv --out o --models-routes lstm | models.routes: a route must be PATTERN=MODEL, where * is any text and ? one character, the first match applies, separated by commas, got: 'lstm' (--models-routes)
          """)
  void wrong_usage_is_reported_in_one_line_with_exit_code_2(String args, String message) {
    Cli cli = Cli.run(args.split(" "));

    assertThat(cli.err()).startsWith("wavecast: ").contains(message);
    assertThat(cli.err().lines()).hasSize(1);
    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void the_parser_itself_prints_no_values() {
    Cli.run("serve", "--dry-run", "--kafka", "sasl.jaas.config=x required password=\"hush");

    assertThat(CommandLine.tracer().isWarn()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "replay absent.csv --out o | file not found: absent.csv",
        "models absent.onnx | model file 'absent.onnx' refused: there is no such file",
        "models pom.xml | model file 'pom.xml' refused: it is not an ONNX file",
        "models nix | there is no model 'nix', there are: ",
        "topics check --bootstrap-servers 127.0.0.1:1 | no answer from the cluster at 127.0.0.1:1",
      })
  void a_failure_is_reported_in_one_line_with_exit_code_1(String line) {
    String[] parts = line.split(" \\| ");

    Cli cli = Cli.run(parts[0].split(" "));

    assertThat(cli.err()).startsWith("wavecast: ").contains(parts[1]);
    assertThat(cli.err().lines()).hasSize(1);
    assertThat(cli.code()).isEqualTo(1);
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void a_dry_run_prints_settings_that_can_be_read_again_without_secrets() throws IOException {
    Cli first =
        Cli.run(
            Map.of("WAVECAST_ENGINE_THREADS", "3", "WAVECAST_KAFKA_SASL_JAAS_CONFIG", "topsecret"),
            "serve",
            "--dry-run",
            "--alerts-rules",
            "it's * side=above",
            "--bootstrap-servers",
            "absent.invalid:1");
    Path file = Files.writeString(dir.resolve("printed.yaml"), first.out());
    Cli second = Cli.run("serve", "--dry-run", "--config", file.toString());

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .contains(
            "engine.threads: '3'  # WAVECAST_ENGINE_THREADS",
            "alerts.rules: '[\"it''s * side=above\"]'  # --alerts-rules",
            "forecast.level: '0.9'  # default",
            "# kafka.sasl.jaas.config: ***  # WAVECAST_KAFKA_SASL_JAAS_CONFIG")
        .doesNotContain("topsecret");
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(values(second.out())).isEqualTo(values(first.out()));
    assertThat(second.out()).contains("engine.threads: '3'  # " + file + ", line ");
  }

  private static List<String> values(String yaml) {
    return yaml.lines()
        .map(l -> l.replaceFirst(" {2}# .*", ""))
        .filter(l -> !l.isBlank() && !l.startsWith("#"))
        .toList();
  }

  @Test
  void a_bad_line_is_reported_with_file_and_line() throws IOException {
    Path file = Files.writeString(dir.resolve("s.csv"), "timestamp,value\n1,2\n2,3\n3,oops\n");

    Cli cli = Cli.run("replay", file.toString(), "--out", dir.resolve("out").toString());

    assertThat(cli.err())
        .isEqualToIgnoringNewLines(
            "wavecast: %s, line 4: value must be a number, got: 'oops'; %s holds the output for the rows before it"
                .formatted(file, dir.resolve("out/s.forecasts.jsonl")));
    assertThat(cli.code()).isEqualTo(1);
  }

  @Test
  void a_stack_trace_is_printed_with_verbose_only() {
    Cli cli = Cli.run("replay", "absent.csv", "--out", dir.toString(), "--verbose");

    assertThat(cli.err()).contains("CsvException: file not found", "\tat io.wavecast");
  }

  @Test
  void a_busy_port_is_reported_before_anything_is_started() throws IOException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(busy.getLocalPort());
      String data = dir.resolve("data").toString();

      Cli http = Cli.run("demo", "--http-port", port, "--broker-port", "0", "--data-dir", data);
      Cli broker = Cli.run("demo", "--http-port", "0", "--broker-port", port, "--data-dir", data);

      assertThat(http.err()).containsOnlyOnce("127.0.0.1").contains("in use");
      assertThat(broker.err()).contains("port " + port + " of 127.0.0.1 is busy");
      assertThat(List.of(http.code(), broker.code())).containsOnly(1);
      assertThat(dir.resolve("data")).doesNotExist();
    }
  }

  @Test
  void replay_writes_a_forecast_for_every_row_from_the_second_on() throws IOException {
    StringBuilder rows = new StringBuilder("timestamp,value\n");
    for (int i = 0; i < 60; i++) {
      rows.append(i).append(',').append(Math.sin(i / 3.0)).append('\n');
    }
    Path file = Files.writeString(dir.resolve("sine.csv"), rows);
    Path out = dir.resolve("out");

    Cli cli =
        Cli.run(
            Map.of("WAVECAST_MODELS_DEFAULT", "gru"),
            "replay",
            file.toString(),
            "--out",
            out.toString(),
            "--json");

    assertThat(cli.err()).isEmpty();
    assertThat(cli.out())
        .startsWith(
            "{\"files\":1,\"observations\":60,\"duplicates\":0,\"late\":0,\"forecasts\":59,"
                + "\"warmups\":48,");
    List<String> lines = Files.readAllLines(out.resolve("sine.forecasts.jsonl"));
    assertThat(lines).hasSize(59);
    assertThat(lines.get(58)).contains("\"name\":\"gru\"", "\"warmup\":false");
  }

  @Test
  void models_are_listed_shown_and_verified() {
    Cli list = Cli.run("models", "--json");
    Cli verify = Cli.run("models", "lstm", "--models-device", "cpu");

    assertThat(list.out()).contains("\"name\":\"lstm\"", "\"source\":\"shipped:lstm\"");
    assertThat(verify.out())
        .contains("quantile_levels", "training_data_sha256")
        .contains("forecaster lstm", "holds its contract and runs on cpu");
    assertThat(List.of(list.code(), verify.code())).containsOnly(0);
  }

  @Test
  void a_damaged_sealed_model_file_is_refused() throws IOException {
    Path file = dir.resolve("lstm.onnx");
    byte[] shipped = shipped("lstm");
    Files.write(file, shipped);
    Cli intact = Cli.run("models", file.toString(), "--models-device", "cpu");
    Cli again = Cli.run("models", file.toString(), "--seal", "--models-device", "cpu");
    shipped[shipped.length / 2] ^= 1; // among its weights
    Files.write(file, shipped);

    Cli damaged = Cli.run("models", file.toString(), "--models-device", "cpu");
    Cli chosen = Cli.run("models", "lstm", "--models-dir", dir.toString());

    assertThat(intact.out()).endsWith("; its checksum holds\n");
    assertThat(again.out()).isEqualTo(intact.out());
    for (Cli refused : List.of(damaged, chosen)) {
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err())
          .matches(
              "wavecast: model file '.*lstm.onnx' refused: it is damaged: its SHA-256 must be"
                  + " [0-9a-f]{64} as it says itself, got: [0-9a-f]{64}\n");
    }
  }

  @Test
  void a_model_file_that_is_not_trusted_is_refused_by_its_path_and_by_its_name()
      throws IOException {
    Path file = Files.write(dir.resolve("lstm.onnx"), shipped("lstm"));
    String other = "sha256:" + "0".repeat(64);
    String own = "sha256:" + FileSeal.sha256(shipped("lstm"));

    for (String model : List.of("lstm", file.toString())) {
      Cli refused = verify(model, other);
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err())
          .startsWith("wavecast: model file '" + file + "' refused: its SHA-256 must be trusted");
      assertThat(verify(model, own).code()).isZero();
    }
  }

  private Cli verify(String model, String trusted) {
    return Cli.run(
        "models",
        model,
        "--models-device",
        "cpu",
        "--models-dir",
        dir.toString(),
        "--models-trusted",
        trusted);
  }

  @Test
  void an_unsealed_model_file_can_be_sealed() throws IOException {
    Path file = dir.resolve("lstm.onnx");
    byte[] shipped = shipped("lstm");
    byte[] unsealed = Arrays.copyOf(shipped, shipped.length - SEAL);
    Files.write(file, unsealed);

    Cli before = Cli.run("models", file.toString(), "--models-device", "cpu");
    Cli seal = Cli.run("models", file.toString(), "--seal", "--models-device", "cpu");
    Cli after = Cli.run("models", file.toString(), "--models-device", "cpu");

    assertThat(before.out()).endsWith("; it carries no checksum\n");
    assertThat(seal.out()).isEqualTo(before.out());
    assertThat(seal.err())
        .isEqualTo(
            "wavecast: %s is sealed, its sha256 is %s%n"
                .formatted(file, PipelineModules.read(file).sha256()));
    assertThat(after.out()).endsWith("; its checksum holds\n");
    assertThat(Files.readAllBytes(file)).isEqualTo(shipped);
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files).containsExactly(file);
    }
  }

  private static byte[] shipped(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            CommandLineTest.class.getResourceAsStream(
                "/io/wavecast/onnx/models/" + name + ".onnx"))) {
      return in.readAllBytes();
    }
  }

  @Test
  void sketch_classifier_and_composer_are_listed_and_verified_too() {
    Cli list = Cli.run("models", "--json");
    Cli composer = Cli.run("models", "chorale", "--json");
    Cli sketch = Cli.run("models", "sketch", "--models-device", "cpu");
    Cli chorale = Cli.run("models", "chorale");

    assertThat(list.out())
        .contains("\"kind\":\"sketch-classifier\"", "\"kind\":\"chorale-composer\"");
    assertThat(composer.out()).containsOnlyOnce("\"input.note\":").contains("\"notes\":\"36..81\"");
    assertThat(sketch.out()).contains("sketch-classifier sketch", "runs on cpu");
    assertThat(chorale.out()).contains("chorale-composer chorale", "agree to the last bit");
    assertThat(List.of(list.code(), composer.code(), sketch.code(), chorale.code()))
        .containsOnly(0);
  }
}
