package io.wavecast.service.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.alert.Trigger;
import io.wavecast.schemas.forecast.Voice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CausesPageTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| .+ \\| .+ \\|$");

  @Test
  void the_runbook_explains_every_cause_of_an_alert_and_no_other() throws IOException {
    String page = Files.readString(Path.of("../../docs/RUNBOOK.md"));
    String section = page.split("\n## Causes\n", 2)[1].split("\n## ", 2)[0];

    List<String> explained = ROW.matcher(section).results().map(row -> row.group(1)).toList();

    assertThat(explained)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Arrays.stream(Voice.values()), Arrays.stream(Trigger.values()))
                .filter(cause -> cause != Voice.NONE)
                .map(RuleFindings::causeName)
                .toList());
  }
}
