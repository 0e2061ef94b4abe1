package io.wavecast.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.service.cli.Cli;
import io.wavecast.testkit.contract.ProgramUnderTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** {@code wavecast serve} in this process. */
record Serve(String bootstrapServers) implements ProgramUnderTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Override
  public void createTopics(Path config) {
    Cli create = Cli.run(onBroker(config, "topics", "create"));
    assertThat(create.code()).as(create.err()).isZero();
  }

  @Override
  public Running start(Path config, Path dataDir) {
    Cli serve = new Cli();
    Thread serving =
        serve.start(
            onBroker(config, "serve", "--http-port", "0", "--data-dir", dataDir.toString()));
    return new Running() {
      @Override
      public boolean isAlive() {
        return serving.isAlive();
      }

      @Override
      public String err() {
        return serve.err();
      }

      @Override
      public void stop() throws InterruptedException {
        serving.interrupt();
        serving.join(PATIENCE.toMillis());
        assertThat(serve.code()).as(serve.err()).isZero();
      }
    };
  }

  private String[] onBroker(Path config, String... command) {
    return Stream.concat(
            Stream.of(command),
            Stream.of("--bootstrap-servers", bootstrapServers, "--config", config.toString()))
        .toArray(String[]::new);
  }
}
