package io.wavecast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.testkit.process.Repository;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The settings used in images and compose exist; for Kubernetes see ManifestsTest. */
class SettingsInUseTest {
  /** Variables of the launcher and of Grafana's provisioning; CONFIG.md does not list them. */
  private static final Set<String> OTHERS =
      Set.of("WAVECAST_JAVA_OPTS", "WAVECAST_PROMETHEUS_URL", "WAVECAST_ALERTMANAGER_URL");

  @Test
  void every_variable_is_in_CONFIG_md() {
    Set<String> known = new TreeSet<>(OTHERS);
    matches("(?m)^\\| `([a-z0-9.-]+)` \\|", Repository.read("CONFIG.md"))
        .forEach(
            key -> known.add("WAVECAST_" + key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT)));

    for (String file : List.of("deploy/Dockerfile", "deploy/compose.yaml")) {
      assertThat(known).as(file).containsAll(matches("(WAVECAST_[A-Z_]+)", Repository.read(file)));
    }
  }

  private static List<String> matches(String regex, String text) {
    return Pattern.compile(regex)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }
}
