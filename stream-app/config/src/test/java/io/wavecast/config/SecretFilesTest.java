package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretFilesTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "rw-------, ''",
    "rw-rw----, ''",
    "rw-r--r--, read FILE (mode 0644)",
    "rw-r---w-, write FILE (mode 0642)",
    "rw-rw-rw-, read and write FILE (mode 0666)",
    "r--r--r-x, read FILE (mode 0445)"
  })
  void a_file_that_others_may_use_is_named_with_its_mode(String mode, String others)
      throws IOException {
    Path file = file("token", mode);

    List<String> warnings = SecretFiles.warnings(settings("http.token-file", file.toString()));

    String line = "http.token-file: other users of this machine may " + others;
    assertThat(warnings)
        .isEqualTo(others.isEmpty() ? List.of() : List.of(line.replace("FILE", file.toString())));
  }

  @Test
  void a_link_has_the_mode_of_its_file() throws IOException {
    Path file = file("token", "rw-------");
    Path link = Files.createSymbolicLink(dir.resolve("link"), file);
    assertThat(SecretFiles.warnings(settings("http.token-file", link.toString()))).isEmpty();

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(SecretFiles.warnings(settings("http.token-file", link.toString())))
        .containsExactly(
            "http.token-file: other users of this machine may read %s (mode 0644)".formatted(link));
  }

  @ParameterizedTest
  @CsvSource({"rw-r--r--, 0", "rw-r--rw-, 1"})
  void a_volume_of_kubernetes_may_be_read_but_not_written(String mode, int warnings)
      throws IOException {
    Path data = Files.createDirectory(dir.resolve("..2026_11_27"));
    Files.move(file("token", mode), data.resolve("token"));
    Files.createSymbolicLink(dir.resolve("..data"), Path.of("..2026_11_27"));
    Path link = Files.createSymbolicLink(dir.resolve("token"), Path.of("..data").resolve("token"));

    assertThat(SecretFiles.warnings(settings("http.token-file", link.toString())))
        .hasSize(warnings);
    assertThat(SecretFiles.warnings(settings("http.token-file", file("other", mode).toString())))
        .as("a file beside the volume's")
        .hasSize(1);
  }

  @Test
  void properties_of_kafka_name_files_too() throws IOException {
    String file = file("secrets.properties", "rw-r--r--").toString();

    assertThat(
            SecretFiles.warnings(
                settings(
                    "kafka.ssl.keystore.location",
                    file,
                    "kafka.ssl.truststore.location",
                    file,
                    "kafka.ssl.key.password",
                    "${file:" + file + ":password}",
                    "kafka.sasl.jaas.config",
                    "x \"${dir:" + dir + ":secrets.properties}\";",
                    "kafka.sasl.mechanism",
                    "${env:MECHANISM}")))
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).endsWith("may read " + file + " (mode 0644)"))
        .extracting(line -> line.replaceFirst(":.*", ""))
        .containsExactly(
            "kafka.sasl.jaas.config", "kafka.ssl.key.password", "kafka.ssl.keystore.location");
  }

  @Test
  void absent_files_and_impossible_names_are_left_to_what_reads_them() {
    assertThat(
            SecretFiles.warnings(
                settings(
                    "http.token-file",
                    dir.resolve("absent").toString(),
                    "kafka.ssl.key.password",
                    "${file:/a\0b:c}")))
        .isEmpty();
  }

  @Test
  void each_setting_with_a_file_of_a_secret_is_known() {
    Map<String, String> settings = new HashMap<>();
    Keys.names().stream()
        .filter(name -> name.endsWith("-file") || name.endsWith(".key"))
        .forEach(name -> settings.put(name, "/a"));

    assertThat(SecretFiles.of(Settings.of(settings)).keySet())
        .containsExactly(
            "client.tls.key",
            "delivery.alertmanager.authorization-file",
            "delivery.webhook.secret-file",
            "http.tls.key",
            "http.token-file",
            "schema.registry.token-file");
  }

  @Test
  void a_file_in_place_of_a_value_is_known() throws IOException {
    Path file = file("url", "rw-r--r--");

    assertThat(SecretFiles.warnings(settings("delivery.webhook.url", "${file:" + file + "}")))
        .containsExactly(
            "delivery.webhook.url: other users of this machine may read %s (mode 0644)"
                .formatted(file));
  }

  private Path file(String name, String mode) throws IOException {
    Path file = Files.writeString(dir.resolve(name), "secret");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static Settings settings(String... pairs) {
    Map<String, String> settings = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    return Settings.of(settings);
  }
}
