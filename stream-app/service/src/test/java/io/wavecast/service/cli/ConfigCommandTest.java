package io.wavecast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of {@code wavecast config init} is one that {@code serve} takes. */
class ConfigCommandTest {
  @TempDir Path dir;

  @Test
  void the_file_is_accepted_as_it_is() {
    Path file = dir.resolve("wavecast.yaml");

    Cli init = Cli.run("config", "init", file.toString());

    assertThat(init.code()).as(init.err()).isZero();
    assertThat(init.err()).contains("wrote " + file, "serve --config " + file + " --dry-run");
    Cli serve = dryRun(file);
    assertThat(serve.code()).as(serve.err()).isZero();
    assertThat(serve.err()).isEqualTo("wavecast: ok, a start would take these settings\n");
  }

  @Test
  void each_setting_that_is_a_comment_is_accepted_when_it_is_none() throws IOException {
    String printed = Cli.run("config", "init", "-").out();
    String all = printed.replaceAll("(?m)^#(?=\\S)", "");
    assertThat(all).isNotEqualTo(printed);

    Cli serve = dryRun(Files.writeString(dir.resolve("all.yaml"), all));

    assertThat(serve.code()).as(serve.err()).isZero();
    assertThat(serve.err()).isEqualTo("wavecast: ok, a start would take these settings\n");
    assertThat(serve.out())
        .contains("all.yaml, line 6", "shop.orders", "127.0.0.1:9093", "limit-above");
  }

  @Test
  void a_file_that_exists_is_left_as_it_is() throws IOException {
    Path file = Files.writeString(dir.resolve("wavecast.yaml"), "http.port: 1\n");

    Cli init = Cli.run("config", "init", file.toString());

    assertThat(init.code()).isEqualTo(1);
    assertThat(init.err())
        .isEqualTo("wavecast: " + file + " exists: name another file, or - to print\n");
    assertThat(file).hasContent("http.port: 1\n");
    assertThat(Cli.run("config").err()).startsWith("wavecast: init is missing");
  }

  private Cli dryRun(Path file) {
    return Cli.run("serve", "--dry-run", "--config", file.toString(), "--data-dir", dir.toString());
  }
}
