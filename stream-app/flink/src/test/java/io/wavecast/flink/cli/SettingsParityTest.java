package io.wavecast.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.EngineKeys;
import io.wavecast.config.Host;
import io.wavecast.config.KafkaConfig;
import io.wavecast.config.Key;
import io.wavecast.config.Keys;
import io.wavecast.config.ModelRouting;
import io.wavecast.config.PipelineModules;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.SettingOptions;
import io.wavecast.config.Settings;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.text.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Both hosts read every setting alike: each text gives the same value or the same error. */
class SettingsParityTest {
  /** For each type texts that are valid, at a bound, beyond it, and of another type. */
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "0",
          "1",
          " 2 ",
          "-1",
          "13",
          "14",
          "15",
          "16",
          "100",
          "101",
          "256",
          "257",
          "4096",
          "4097",
          "10000",
          "10001",
          "10000000",
          "10000001",
          "65535",
          "65536",
          "1.0",
          "0.5",
          "1e-9",
          "NaN",
          "true",
          "false",
          "TRUE",
          "yes",
          "0s",
          "1ms",
          "19ms",
          "20ms",
          "500ms",
          "1s",
          "10s",
          "11s",
          "1m",
          "61s",
          "1h",
          "2h",
          "365d",
          "366d",
          "3650d",
          "3651d",
          "36500d",
          "36501d",
          "20",
          "5 m",
          "PT5S",
          "PT",
          "99999999999999999h",
          "1k",
          "1023k",
          "64m",
          "10g",
          "9999999999999999999",
          "1t",
          "a",
          "a b",
          "a,b",
          "a=b",
          "*=x",
          "=x",
          "x=",
          "web *",
          "web",
          "web * stale-after=5m, all *",
          "web * side=up",
          "web *, web *",
          "1 per 30d",
          "4 per 100000",
          "0 per 1d",
          "drop",
          "dead-letter",
          "dead_letter",
          "exactly-once",
          "at-least-once",
          "auto",
          "cpu",
          "cuda",
          "gpu",
          "/value",
          "/a/b~1c",
          "value",
          "/",
          "http://h:1/x",
          "https://u:p@h",
          "htps://h",
          "http://",
          "127.0.0.1:1",
          "[::1]:9092,b:2",
          "b:",
          "here",
          ".",
          "..",
          "a\0b",
          "x".repeat(200),
          "x".repeat(201),
          "x".repeat(249),
          "x".repeat(250));

  private static final int MAX_RECORD_BYTES = StreamSettings.DEFAULT_MAX_RECORD_BYTES;

  @TempDir Path dir;

  /** A value, or why there is none. */
  private record Outcome(Object value, String error) {
    static Outcome of(Supplier<Object> reading) {
      try {
        return new Outcome(reading.get(), "");
      } catch (UsageException | CommandLine.ParameterException e) {
        return new Outcome("", String.valueOf(e.getMessage()));
      }
    }
  }

  static Stream<Key<?>> keys() {
    return Keys.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void a_flag_means_the_same_on_both_hosts(Key<?> key) {
    CommandSpec service = CommandSpec.create();
    CommandLine serviceLine = new CommandLine(service);
    SettingOptions.addTo(service, Host.SERVICE, Set.copyOf(Keys.GROUPS));
    CommandLine flinkLine = CommandLines.launcher(Map.of());
    List<Outcome> outcomes = new ArrayList<>();
    for (String text : texts(key)) {
      String flag = key.flag() + "=" + text;
      Outcome onFlink =
          Outcome.of(
              () -> {
                Job job = parse(flinkLine, flag).job();
                return List.of(job.settings().get(key), values(job.settings()));
              });
      if (key.isOn(Host.FLINK)) {
        Outcome onService =
            Outcome.of(
                () -> {
                  serviceLine.parseArgs(flag);
                  Settings settings = SettingOptions.read(service, Host.SERVICE, Map.of());
                  return List.of(settings.get(key), values(settings));
                });
        assertThat(onFlink).as(flag).isEqualTo(onService);
        outcomes.add(onFlink);
      } else {
        assertThat(onFlink.error())
            .as(flag)
            .isEqualTo(
                "%s is no setting of Flink, see CONFIG.md (%s)".formatted(key.name(), key.flag()));
      }
    }
    if (key.isOn(Host.FLINK)) {
      assertThat(outcomes).as("texts that are allowed").anyMatch(o -> o.error().isEmpty());
      assertThat(outcomes).as("texts that are not").anyMatch(o -> !o.error().isEmpty());
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void a_variable_and_a_line_of_a_file_mean_the_same_on_both_hosts(Key<?> key) throws Exception {
    Path file = Files.createFile(dir.resolve("settings.yaml"));
    for (String text : texts(key)) {
      Map<String, String> environment = Map.of(key.variable(), text);
      assertThat(read(Host.FLINK, key, environment, null))
          .as(key.variable() + "=" + text)
          .isEqualTo(read(Host.SERVICE, key, environment, null));
      if (!text.contains("\0")) {
        Files.writeString(file, key.name() + ": '" + text + "'");
        assertThat(read(Host.FLINK, key, Map.of(), file))
            .as(key.name() + ": " + text)
            .isEqualTo(read(Host.SERVICE, key, Map.of(), file));
      }
    }
  }

  @Test
  void defaults_are_the_same_but_for_the_application_id() {
    for (Key<?> key : Keys.ALL) {
      if (key.isOn(Host.FLINK) && key != EngineKeys.APPLICATION_ID) {
        assertThat(key.defaultText(Host.FLINK))
            .as(key.name())
            .isEqualTo(key.defaultText(Host.SERVICE));
      }
    }
  }

  private static Set<String> texts(Key<?> key) {
    Set<String> texts = new LinkedHashSet<>(TEXTS);
    texts.add(key.defaultText(Host.SERVICE));
    return texts;
  }

  private static RunCommand parse(CommandLine line, String flag) {
    return (RunCommand)
        line.parseArgs("flink", "run", flag).subcommand().subcommand().commandSpec().userObject();
  }

  private static Outcome read(
      Host host, Key<?> key, Map<String, String> environment, @Nullable Path file) {
    return Outcome.of(
        () -> {
          Settings settings = Settings.load(host, Map.of(), environment, Optional.ofNullable(file));
          return List.of(settings.get(key), values(settings));
        });
  }

  /** What the pipelines of both hosts are made from. */
  private static List<Object> values(Settings s) {
    PipelineSettings.check(s);
    return List.of(
        KafkaConfig.of(s),
        PipelineModules.ALL.stream().map(m -> m.spec(s, MAX_RECORD_BYTES)).toList(),
        ModelRouting.of(s));
  }
}
