package io.wavecast.testkit.parity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * The result of comparing the events of two engines, series by series, in order. Decimal numbers
 * may differ by {@link #TOLERANCE}; everything else must be equal.
 *
 * @param records compared
 * @param identical records with equal text
 * @param largest difference of two numbers, divided by the largest absolute number of their series
 * @param differing series whose events differ by more than numbers, with an example
 */
public record Parity(int records, int identical, double largest, List<String> differing) {
  /** The largest accepted difference, relative to the largest absolute number of a series. */
  public static final double TOLERANCE = 1e-5;

  private static final ObjectMapper JSON = new ObjectMapper();

  public Parity {
    differing = List.copyOf(differing);
  }

  /** Whether both engines wrote the same. */
  public boolean holds() {
    return differing.isEmpty() && largest <= TOLERANCE;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d records, %,d identical, largest difference %.1e, %d series differ%s",
        records,
        identical,
        largest,
        differing.size(),
        differing.isEmpty() ? "" : ", e.g. " + differing.get(0));
  }

  /**
   * Compares two sets of events.
   *
   * @param a JSON objects by series
   * @param b the same of the other engine
   */
  public static Parity of(Map<String, List<String>> a, Map<String, List<String>> b) {
    Comparison comparison = new Comparison();
    TreeSet<String> series = new TreeSet<>(a.keySet());
    series.addAll(b.keySet());
    for (String s : series) {
      comparison.compare(s, a.getOrDefault(s, List.of()), b.getOrDefault(s, List.of()));
    }
    return new Parity(
        comparison.records, comparison.identical, comparison.largest, comparison.differing);
  }

  private static final class Comparison {
    private final List<String> differing = new ArrayList<>();
    private int records;
    private int identical;
    private double largest;

    void compare(String series, List<String> a, List<String> b) {
      if (a.size() != b.size()) {
        differing.add(series + " (" + a.size() + " and " + b.size() + " records)");
        return;
      }
      records += a.size();
      double scale = 0;
      double difference = 0;
      for (int i = 0; i < a.size(); i++) {
        List<Double> left = new ArrayList<>();
        List<Double> right = new ArrayList<>();
        JsonNode x = split(parse(a.get(i)), left);
        scale = Math.max(scale, left.stream().mapToDouble(Math::abs).max().orElse(0));
        if (a.get(i).equals(b.get(i))) {
          identical++;
          continue;
        }
        if (!x.equals(split(parse(b.get(i)), right)) || left.size() != right.size()) {
          differing.add(series + ": " + a.get(i) + " and " + b.get(i));
          return;
        }
        for (int n = 0; n < left.size(); n++) {
          difference = Math.max(difference, Math.abs(left.get(n) - right.get(n)));
        }
      }
      largest = Math.max(largest, difference / (scale > 0 ? scale : 1));
    }

    /** A text that is not JSON, such as the value of a dead letter, is compared as it is. */
    private static JsonNode parse(String json) {
      try {
        return JSON.readTree(json);
      } catch (JsonProcessingException e) {
        return TextNode.valueOf(json);
      }
    }

    /** Replaces decimal numbers by null and appends them to a list, in order. */
    private static JsonNode split(JsonNode node, List<Double> numbers) {
      if (node instanceof ObjectNode object) {
        object.properties().forEach(e -> e.setValue(split(e.getValue(), numbers)));
      } else if (node instanceof ArrayNode array) {
        for (int i = 0; i < array.size(); i++) {
          array.set(i, split(array.get(i), numbers));
        }
      } else if (node.isFloatingPointNumber()) {
        numbers.add(node.doubleValue());
        return NullNode.getInstance();
      }
      return node;
    }
  }
}
