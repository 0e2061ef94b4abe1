package io.wavecast.service.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.text.CauseText;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Cause.Code;
import io.wavecast.schemas.forecast.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CausesPageTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| .+ \\| .+ \\|$");

  @Test
  void the_runbook_explains_every_cause_that_raises_an_alert_and_no_other() throws IOException {
    String page = Files.readString(Path.of("../../docs/RUNBOOK.md"));
    String section = page.split("\n## Causes\n", 2)[1].split("\n## ", 2)[0];

    List<String> explained = ROW.matcher(section).results().map(row -> row.group(1)).toList();

    Stream<Cause> signals =
        CauseText.signals().stream().map(signal -> Cause.of(signal, Direction.NONE));
    Stream<Cause> rules = Stream.of(Code.LIMIT, Code.OUTSIDE, Code.STALE).map(Cause::of);
    assertThat(explained)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(signals, rules).map(CauseText::name).toList());
  }
}
