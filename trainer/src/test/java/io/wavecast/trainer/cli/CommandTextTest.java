package io.wavecast.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandTextTest {

  @Test
  void words_with_a_meaning_in_the_shell_are_quoted() {
    CommandText command =
        new CommandText("./wavecast train lstm")
            .with("--data", "kafka://a.b_c-d")
            .with("--name", "it's mine")
            .with("--init", "$HOME/*.onnx")
            .with("--lr", 1e-3)
            .with("--out", "");

    assertThat(command)
        .hasToString(
            "./wavecast train lstm --data kafka://a.b_c-d --name 'it'\\''s mine'"
                + " --init '$HOME/*.onnx' --lr 0.001 --out ''");
  }

  @Test
  void what_is_absent_or_not_set_is_left_out() {
    CommandText command =
        new CommandText("train").with("--name", null).flag("--quick", false).flag("--json", true);

    assertThat(command).hasToString("train --json");
  }
}
