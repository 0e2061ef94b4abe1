package io.wavecast.deploy.grafana;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every board, read from the YAML files beside this class. */
public final class Boards {
  static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .defaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY))
          .build();
  private static final List<String> NAMES =
      List.of("overview", "quality", "deviations", "inference", "sketches-chorales");

  private Boards() {}

  /**
   * The boards as Grafana's JSON, by uid.
   *
   * @param runbook the runbook's Markdown, which is a board too: alerts and panels can link to it
   *     wherever Grafana runs
   */
  public static Map<String, String> json(String runbook) {
    BoardWriter writer = new BoardWriter(read("style", Style.class), Runbook.parse(runbook));
    Map<String, String> boards = new LinkedHashMap<>();
    for (String name : NAMES) {
      Board board = read(name, Board.class);
      boards.put(board.uid(), writer.write(board));
    }
    boards.put(Runbook.UID, writer.writeRunbook());
    return boards;
  }

  private static <T> T read(String name, Class<T> type) {
    try (InputStream in = Boards.class.getResourceAsStream(name + ".yaml")) {
      return YAML.readValue(in, type);
    } catch (IOException e) {
      throw new UncheckedIOException(name + ".yaml: " + e.getMessage(), e);
    }
  }
}
