package io.wavecast.config;

import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UsageException;
import io.wavecast.schemas.json.JsonWriter;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A configuration file in YAML, flattened: {@code http: {port: 8080}} and {@code http.port: 8080}
 * are the same. A list of plain values equals these values separated by commas. A list of mappings
 * equals its text in JSON.
 */
final class ConfigFile {
  private final Path path;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private int nodes;

  /**
   * @param text the value as written
   * @param from file and line
   * @param items of a list; empty for another value
   */
  record Entry(String text, String from, List<Item> items) {
    Entry(String text, String from) {
      this(text, from, List.of());
    }

    /** File and line of an item, from 1; of the value where that is not known. */
    String from(int number) {
      return number < 1 || number > items.size() ? from : items.get(number - 1).from();
    }
  }

  /**
   * An item of a list.
   *
   * @param text as written; empty for a list or a mapping
   * @param isPlain whether it is neither
   * @param from file and line
   */
  record Item(String text, boolean isPlain, String from) {}

  private static final long MAX_BYTES = 1 << 20;

  /** Aliases may stand for more than the file has, or for what holds them. */
  private static final int MAX_DEPTH = 50;

  private static final int MAX_NODES = 100_000;

  /** As JSON would write it, so that its text stays the same. */
  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9]\\d{0,17}");

  private ConfigFile(Path path) {
    this.path = path;
  }

  /**
   * @return key to value, in the file's order
   * @throws FailureException when the file is absent or cannot be read
   * @throws UsageException when its content is not UTF-8 or no YAML mapping
   */
  static Map<String, Entry> read(Path path) {
    ConfigFile file = new ConfigFile(path);
    requireSmall(path);
    try (Reader reader = Files.newBufferedReader(path)) {
      Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(reader);
      if (root != null) {
        file.flatten("", root, 0);
      }
    } catch (NoSuchFileException e) {
      throw new FailureException("configuration file not found: " + path, e);
    } catch (IOException e) {
      throw unreadable(path, e);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new UsageException(path + ", line " + line + ": not YAML: " + e.getProblem(), e);
    } catch (YAMLException e) { // the file, or a limit of the parser
      if (e.getCause() instanceof IOException cause) {
        throw unreadable(path, cause);
      }
      throw new UsageException(path + ": not YAML: " + e.getMessage(), e);
    }
    return file.entries;
  }

  /** Wrong content stays wrong until somebody changes it; a file may be readable later. */
  private static RuntimeException unreadable(Path path, IOException e) {
    String message = "cannot read configuration file " + path + ": " + Throwables.reason(e);
    return e instanceof CharacterCodingException
        ? new UsageException(message, e)
        : new FailureException(message, e);
  }

  private static void requireSmall(Path path) {
    long size = path.toFile().length();
    if (size > MAX_BYTES) {
      throw new UsageException(
          "configuration file %s must have at most %d bytes, got: %d"
              .formatted(path, MAX_BYTES, size));
    }
  }

  private void enter(Node node, int depth) {
    if (depth > MAX_DEPTH) {
      throw new UsageException(
          at(node) + ": values must nest at most " + MAX_DEPTH + " levels, aliases included");
    }
    if (++nodes > MAX_NODES) {
      throw new UsageException(
          at(node) + ": a file must hold at most " + MAX_NODES + " values, aliases included");
    }
  }

  private void flatten(String prefix, Node node, int depth) {
    enter(node, depth);
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        String key = scalar(tuple.getKeyNode(), "a key");
        flatten(prefix.isEmpty() ? key : prefix + "." + key, tuple.getValueNode(), depth + 1);
      }
    } else if (prefix.isEmpty()) {
      throw new UsageException(at(node) + ": a configuration file must hold keys and values");
    } else if (entries.put(prefix, new Entry(text(node), at(node), items(node))) != null) {
      throw new UsageException(at(node) + ": " + prefix + " is given twice");
    }
  }

  private List<Item> items(Node node) {
    return node instanceof SequenceNode sequence
        ? sequence.getValue().stream()
            .map(
                i ->
                    i instanceof ScalarNode scalar
                        ? new Item(scalar.getValue(), true, at(i))
                        : new Item("", false, at(i)))
            .toList()
        : List.of();
  }

  private String text(Node node) {
    if (node instanceof SequenceNode sequence) {
      List<Node> items = sequence.getValue();
      if (items.stream().anyMatch(MappingNode.class::isInstance)) {
        return new String(JsonWriter.value(nested(sequence, 0)), StandardCharsets.UTF_8);
      }
      return items.stream().map(this::item).collect(Collectors.joining(","));
    }
    return scalar(node, "a value");
  }

  private String item(Node node) {
    if (node.getTag().equals(Tag.NULL)) {
      throw new UsageException(at(node) + ": an item of a list must not be empty");
    }
    return scalar(node, "an item");
  }

  /** Texts, lists and maps, as in the file, and integers without quotes as numbers. */
  private Object nested(Node node, int depth) {
    enter(node, depth);
    if (node instanceof SequenceNode list) {
      return list.getValue().stream().map(item -> nested(item, depth + 1)).toList();
    }
    if (!(node instanceof MappingNode mapping)) {
      String text = scalar(node, "a value");
      return node.getTag().equals(Tag.INT) && INTEGER.matcher(text).matches()
          ? (Object) Long.valueOf(text)
          : text;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = scalar(tuple.getKeyNode(), "a key");
      if (fields.put(key, nested(tuple.getValueNode(), depth + 1)) != null) {
        throw new UsageException(at(tuple.getKeyNode()) + ": " + key + " is given twice");
      }
    }
    return fields;
  }

  private String scalar(Node node, String what) {
    if (node instanceof ScalarNode scalar) {
      boolean none = scalar.getTag().equals(Tag.NULL);
      return none ? "" : scalar.getValue();
    }
    throw new UsageException(at(node) + ": " + what + " must be plain text");
  }

  private String at(Node node) {
    return path + ", line " + (node.getStartMark().getLine() + 1);
  }
}
