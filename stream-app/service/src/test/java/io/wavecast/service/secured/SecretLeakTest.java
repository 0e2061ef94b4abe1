package io.wavecast.service.secured;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.SecuredBroker;
import io.wavecast.broker.SecuredBroker.Mechanism;
import io.wavecast.kafka.acl.Program;
import io.wavecast.service.cli.Cli;
import io.wavecast.service.resilience.ServeProcess;
import io.wavecast.testkit.security.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret planted in each setting that holds one appears nowhere. */
@Tag("slow")
class SecretLeakTest extends OnSecuredBroker {
  private static final String PLANTED = "planted0secret0in0a0file";

  /** Every text that must not appear. */
  private static final List<String> SECRETS =
      List.of(SecuredBroker.SECRET, TestCertificates.PASSWORD, PLANTED);

  @ParameterizedTest
  @EnumSource
  void serve_shows_no_secret(Mechanism mechanism) throws Exception {
    String secret = Files.writeString(dir.resolve("secret"), PLANTED).toString();
    Files.writeString(dir.resolve("url"), "http://127.0.0.1:1/" + PLANTED);
    SecuredFixture user =
        new SecuredFixture(
            broker,
            dir.resolve("leak-" + mechanism),
            mechanism,
            "leak-" + mechanism.ordinal(),
            "delivery.alertmanager.url: http://127.0.0.1:1/",
            "delivery.alertmanager.authorization-file: " + secret,
            "delivery.webhook.url: ${file:" + dir.resolve("url") + "}",
            "delivery.webhook.secret-file: " + secret,
            "log.level: debug",
            "log.levels: org.apache.kafka=debug",
            "http.token-file: " + secret);
    user.permit(Program.SERVE);

    try (ServeProcess serve =
        new ServeProcess(
            broker.bootstrapServers(mechanism),
            dir.resolve("data-" + mechanism),
            "--verbose",
            "--config",
            user.file().toString())) {
      await()
          .atMost(SecuredFixture.PATIENCE)
          .until(() -> String.join("\n", serve.output()).contains("is RUNNING, was REBALANCING"));

      assertClean(serve.get("/metrics"));
      assertClean(serve.get("/health/ready"));
      assertClean(threads(serve.pid()));
      serve.terminate();
      String output = String.join("\n", serve.output());
      assertThat(output).contains("DEBUG", "sasl.jaas.config = ");
      assertClean(output);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka.sasl.jaas.config: no login module " + PLANTED,
        "kafka.security.protocol: SASL_SSL\nkafka.sasl.mechanism: PLAIN\nkafka.sasl.jaas.config:"
            + " org.apache.kafka.common.security.plain.PlainLoginModule required password="
            + PLANTED,
        "kafka.ssl.keystore.password: " + PLANTED + "\nkafka.security.protocol: SSL",
        "kafka.ssl.keystore.key: " + PLANTED + "\nkafka.security.protocol: SSL",
        "delivery.webhook.url: no-address-" + PLANTED,
        "delivery.alertmanager.url: ftp://user:" + PLANTED + "@host",
        "kafka.sasl.jaas.config: [{" + PLANTED + ": 1}]",
      })
  void wrong_values_are_not_shown(String settings) throws Exception {
    String address = "bootstrap.servers: " + broker.bootstrapServers(Mechanism.PLAIN) + "\n";
    Path file = Files.writeString(dir.resolve("wrong.yaml"), address + settings);

    Cli wrong = Cli.run("topics", "check", "--verbose", "--config", file.toString());
    Cli dryRun = Cli.run("serve", "--dry-run", "--verbose", "--config", file.toString());

    assertThat(wrong.code()).as(wrong.err()).isPositive();
    assertClean(wrong.out() + wrong.err() + dryRun.out() + dryRun.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve --delivery-webhook-urll=http://h/" + PLANTED,
        "serve --delivery-webhook-urll http://h/" + PLANTED,
        "serve --kafka-sasl-jaas-config=" + PLANTED,
        "topics check --kafka " + PLANTED,
      })
  void a_misspelt_option_does_not_show_its_value(String line) {
    Cli wrong = Cli.run(line.split(" "));

    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("option");
    assertClean(wrong.out() + wrong.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "serve",
        "topics check",
        "topics create",
        "topics acls",
        "send",
        "replay",
        "demo"
      })
  void help_shows_no_secret(String command) throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("help.yaml"),
            "kafka.sasl.jaas.config: x password="
                + PLANTED
                + "\ndelivery.webhook.url: http://h/"
                + PLANTED);
    List<String> args = new ArrayList<>();
    if (!command.isEmpty()) {
      args.addAll(List.of(command.split(" ")));
      args.addAll(List.of("--config", file.toString()));
      args.addAll(List.of("--kafka", "ssl.keystore.password=" + PLANTED));
    }
    args.add("--help");

    Cli help = Cli.run(args.toArray(String[]::new));

    assertThat(help.code()).as(help.err()).isZero();
    assertThat(help.out()).contains("Usage:");
    assertClean(help.out() + help.err());
  }

  private static String threads(long pid) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), "Thread.print", "-l").start();
    String dump = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(dump).contains("StreamThread");
    return dump;
  }

  private static void assertClean(String text) {
    for (String secret : SECRETS) {
      assertThat(text.lines().filter(line -> line.contains(secret))).isEmpty();
    }
  }
}
