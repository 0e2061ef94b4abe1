package io.wavecast.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.EngineKeys;
import io.wavecast.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the archive has to read and to configure. */
class ArchivePagesIT {
  private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```$|`[^`\\n]*`");
  private static final Pattern LINK = Pattern.compile("]\\((?![a-z]+:|#)([^)\\s#]+)[^)\\s]*\\)");

  @TempDir(factory = WithSpace.class)
  static Path dir;

  private static Archive archive;
  private static Path home;

  @BeforeAll
  static void unpack() throws Exception {
    archive = Archive.unpack(dir);
    home = archive.home();
  }

  @Test
  void each_relative_link_of_each_page_leads_to_a_file_of_the_archive() throws Exception {
    List<Path> pages;
    try (Stream<Path> files = Files.walk(home)) {
      pages = files.filter(file -> file.toString().endsWith(".md")).toList();
    }
    assertThat(pages).contains(home.resolve("README.md"), home.resolve("docs/INSTALL.md"));
    for (Path page : pages) {
      String text = CODE.matcher(Files.readString(page)).replaceAll("");
      assertThat(LINK.matcher(text).results().map(link -> link.group(1)))
          .as("%s", page)
          .allSatisfy(link -> assertThat(page.resolveSibling(link).normalize()).exists());
    }
  }

  @Test
  void an_operator_finds_rules_boards_manifests_and_the_unit_of_systemd() throws Exception {
    for (String file :
        List.of(
            "deploy/prometheus/rules/health.yml",
            "deploy/alertmanager/alertmanager.yml",
            "deploy/kubernetes/base/kustomization.yaml",
            "grafana/dashboards/wavecast-overview.json",
            "schemas/asyncapi.yaml",
            "schemas/config.schema.json",
            "docs/images/caught-fault.svg")) {
      assertThat(home.resolve(file)).isNotEmptyFile();
    }
    Matcher timeout =
        Pattern.compile("(?m)^TimeoutStopSec=(\\d+)$")
            .matcher(Files.readString(home.resolve("share/systemd/wavecast.service")));
    assertThat(timeout.results().map(MatchResult::group)).hasSize(1);
    assertThat(timeout.reset().find()).isTrue();
    assertThat(Long.parseLong(timeout.group(1)))
        .isGreaterThan(Settings.of(Map.of()).get(EngineKeys.SHUTDOWN_TIMEOUT).toSeconds());
  }

  @Test
  void each_command_has_a_page_and_the_example_configuration_is_accepted() throws Exception {
    Pages.commands()
        .getSubcommands()
        .keySet()
        .forEach(
            c -> assertThat(home.resolve("share/man/man1/wavecast-" + c + ".1")).isNotEmptyFile());
    assertThat(home.resolve("share/man/man1/wavecast-serve.1"))
        .content()
        .contains(".SH NAME\nwavecast\\-serve \\- Forecasts every", "\\-\\-bootstrap\\-servers");
    Path completion = home.resolve("share/completion/wavecast");
    Archive.Run bash = Archive.run(dir, Map.of(), "bash", "-n", completion.toString());
    assertThat(bash.code()).as(bash.out()).isZero();
    assertThat(completion)
        .content()
        .contains(
            "(\"classic\" \"streams\") # --group-protocol",
            "(\"drop\" \"dead-letter\") # --input-late-policy");

    String example = Files.readString(home.resolve("conf/wavecast.yaml"));
    String all = example.replaceAll("(?m)^#(\\S+: '.*)$", "$1");
    Files.writeString(
        dir.resolve("all.yaml"), all.replaceFirst("(?m)^http.port: .*", "http.port: 99999"));
    Archive.Run serve = archive.wavecast(dir, "serve", "--config", "all.yaml");

    assertThat(serve.out()).contains("http.port must be a port in 0..65535").hasLineCount(1);
  }
}
