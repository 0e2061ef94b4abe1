package io.wavecast.config;

import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UsageException;
import io.wavecast.schemas.json.JsonWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
  private static final long MAX_BYTES = 1 << 20;

  /** Aliases may stand for more than the file has, or for what holds them. */
  private static final int MAX_DEPTH = 50;

  private static final int MAX_NODES = 100_000;

  /** As JSON would write it, so that its text stays the same. */
  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9]\\d{0,17}");

  private final String source;
  private final boolean hasLines;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private int nodes;

  /**
   * @param text the value as written
   * @param from file and line, or what else it comes from
   * @param items of a list in a file; empty for another value
   */
  record Entry(String text, String from, List<Item> items) {
    Entry(String text, String from) {
      this(text, from, List.of());
    }

    /** The same with one more item. */
    Entry plus(String item, String place) {
      List<Item> all = new ArrayList<>(items);
      all.add(new Item(item, place));
      return new Entry(text.isEmpty() ? item : text + "," + item, from, all);
    }
  }

  /**
   * An item of a list.
   *
   * @param value text, a map or a list of values, or an integer without quotes
   * @param from file and line, or what else it comes from
   */
  record Item(Object value, String from) {}

  private ConfigFile(String source, boolean hasLines) {
    this.source = source;
    this.hasLines = hasLines;
  }

  /**
   * @return key to value, in the file's order
   * @throws FailureException when the file is absent or cannot be read
   * @throws UsageException when its content is not UTF-8 or no YAML mapping
   */
  static Map<String, Entry> read(Path path) {
    ConfigFile file = new ConfigFile(path.toString(), true);
    requireSmall(path);
    try (Reader reader =
        new InputStreamReader(SmallFile.open(path), StandardCharsets.UTF_8.newDecoder())) {
      Node root = file.compose(reader);
      if (root != null) {
        file.flatten("", root, 0);
      }
    } catch (NoSuchFileException e) {
      throw new FailureException("configuration file not found: " + path, e);
    } catch (IOException e) {
      throw unreadable(path, e);
    } catch (YAMLException e) { // the file, or a limit of the parser
      if (e.getCause() instanceof IOException cause) {
        throw unreadable(path, cause);
      }
      throw new UsageException(path + ": not YAML: " + e.getMessage(), e);
    }
    return file.entries;
  }

  /**
   * The items of a list in YAML or JSON; any other value is a list of one.
   *
   * @param from where the text comes from
   * @throws UsageException when it is not YAML
   */
  static List<Item> items(String text, String from) {
    ConfigFile file = new ConfigFile(from, false);
    Node root;
    try {
      root = file.compose(new StringReader(text));
    } catch (YAMLException e) { // a character that YAML has not, or a limit of the parser
      throw new UsageException(from + ": not YAML: " + Throwables.oneLine(e), e);
    }
    return root == null
        ? List.of()
        : root instanceof SequenceNode list
            ? file.items(list)
            : List.of(new Item(file.nested(root, 0), from));
  }

  /** A list in JSON. */
  static String text(List<Item> items) {
    List<Object> values = items.stream().map(Item::value).toList();
    return new String(JsonWriter.value(values), StandardCharsets.UTF_8);
  }

  private @Nullable Node compose(Reader reader) {
    try {
      return new Yaml(new SafeConstructor(new LoaderOptions())).compose(reader);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine();
      throw new UsageException(at(line) + ": not YAML: " + e.getProblem(), e);
    }
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
    } else if (entries.put(prefix, entry(node)) != null) {
      throw new UsageException(at(node) + ": " + prefix + " is given twice");
    }
  }

  private Entry entry(Node node) {
    if (!(node instanceof SequenceNode sequence)) {
      return new Entry(scalar(node, "a value"), at(node));
    }
    List<Item> items = items(sequence);
    boolean isPlain = sequence.getValue().stream().noneMatch(MappingNode.class::isInstance);
    String text =
        isPlain
            ? sequence.getValue().stream().map(this::item).collect(Collectors.joining(","))
            : text(items);
    return new Entry(text, at(node), items);
  }

  private List<Item> items(SequenceNode list) {
    return list.getValue().stream().map(item -> new Item(nested(item, 1), at(item))).toList();
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
      if (tuple.getValueNode().getTag().equals(Tag.NULL)) {
        throw new UsageException(at(tuple.getKeyNode()) + ": " + key + " must have a value");
      }
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
    return at(node.getStartMark().getLine());
  }

  private String at(int line) {
    return hasLines ? source + ", line " + (line + 1) : source;
  }
}
