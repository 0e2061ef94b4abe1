package io.wavecast.service.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.config.Group;
import io.wavecast.schemas.json.JsonWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command whose results are lines for people, or JSON for programs. */
abstract class ResultCommand extends ConfiguredCommand {
  @Option(names = "--json", description = "Print JSON, one object per line.")
  boolean json;

  /**
   * @param groups the settings that are flags of this command
   */
  ResultCommand(Set<Group> groups) {
    super(groups);
  }

  /**
   * Prints one result.
   *
   * @param text format of the values as text
   * @param fields of the JSON object
   */
  final void result(String text, Map<String, @Nullable Object> fields) {
    print(line(text, fields));
  }

  /** One result as a line. */
  final String line(String text, Map<String, @Nullable Object> fields) {
    return json
        ? new String(JsonWriter.value(fields), UTF_8)
        : String.format(Locale.ROOT, text, fields.values().toArray());
  }
}
