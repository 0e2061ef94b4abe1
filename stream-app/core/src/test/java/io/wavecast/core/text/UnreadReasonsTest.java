package io.wavecast.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cause is data: no code of any module compares, searches or parses a reason. */
class UnreadReasonsTest {
  private static final Path ROOT = Path.of("../..");

  private static final String READS =
      "(startsWith|endsWith|contains|includes|equals|equalsIgnoreCase|matches|match|matcher|split"
          + "|indexOf|lastIndexOf|substring|slice|replace|replaceAll|compareTo|charAt|test)";

  private static final Pattern READ =
      Pattern.compile(
          "\\breason(\\(\\))?\\s*\\.\\s*"
              + READS
              + "\\(|\\b"
              + READS
              + "\\((?!\\\\|\")[^;{}()\"]*\\breason(\\(\\))?\\s*\\)");

  @Test
  void no_main_source_reads_a_sentence() throws IOException {
    List<String> read;
    try (Stream<Path> files = Files.walk(ROOT)) {
      read = files.filter(UnreadReasonsTest::isSource).flatMap(UnreadReasonsTest::reads).toList();
    }

    assertThat(read).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if (alert.reason().startsWith(\"value\")) {",
        "Trigger.PATTERN.matcher(alert.reason()).find()",
        "alert.reason()\n    .contains(\"no observation\")",
        "LIMIT.equals(incident.reason())",
        "alert.reason.includes('limit')"
      })
  void what_reads_a_sentence_is_found(String source) {
    assertThat(READ.matcher(source).find()).isTrue();
  }

  private static boolean isSource(Path file) {
    String path = file.toString().replace('\\', '/');
    return path.contains("/src/main/")
        && (path.endsWith(".java") || path.endsWith(".js"))
        && !path.contains("/target/");
  }

  private static Stream<String> reads(Path file) {
    try {
      return READ.matcher(Files.readString(file)).results().map(r -> file + ": " + r.group());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
