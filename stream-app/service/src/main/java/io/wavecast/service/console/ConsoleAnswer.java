package io.wavecast.service.console;

import io.wavecast.schemas.json.JsonWriter;

/**
 * What the API answers.
 *
 * @param status of HTTP
 * @param json a document in UTF-8
 */
public record ConsoleAnswer(int status, byte[] json) {
  /** A document, as {@link JsonWriter#value} takes it. */
  static ConsoleAnswer of(Object document) {
    return new ConsoleAnswer(200, JsonWriter.value(document));
  }

  /** Why there is none, {@code {error: message}}. */
  public static ConsoleAnswer error(int status, String message) {
    return new ConsoleAnswer(status, JsonWriter.value(JsonWriter.fields("error", message)));
  }
}
