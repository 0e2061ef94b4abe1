package io.wavecast.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.math.BigDecimal;

/**
 * Nodes of the tree of one value, whatever its format. A few bytes may stand for many elements and
 * long names, so these are counted. Not thread-safe.
 */
public final class TreeNodes {
  /** Most elements of arrays and maps and fields of a value, together. */
  public static final int MAX_ELEMENTS = 100_000;

  private static final int SHORT_NAME = 100;

  private int elements;

  /**
   * Counts elements, or fields without a name.
   *
   * @throws BadRecordException when the value holds too many
   */
  public void count(long more) {
    if (more > MAX_ELEMENTS - elements) {
      throw new BadRecordException(
          Reason.TOO_LARGE, "value must hold at most " + MAX_ELEMENTS + " elements");
    }
    elements += (int) more;
  }

  /**
   * Counts a field, once more for each 100 characters of its name.
   *
   * @throws BadRecordException when the value holds too many
   */
  public void count(String name) {
    count(1 + name.length() / SHORT_NAME);
  }

  /** A number; text where it is none, or infinite. */
  public static JsonNode number(double number) {
    return Double.isFinite(number)
        ? DoubleNode.valueOf(number)
        : TextNode.valueOf(Double.toString(number));
  }

  /** The shortest decimal that is read as a float. */
  public static JsonNode number(float number) {
    return number(Double.parseDouble(Float.toString(number)));
  }

  /** A number of ms, an integer where it is whole. */
  public static JsonNode millis(BigDecimal ms) {
    BigDecimal exact = ms.stripTrailingZeros();
    return exact.scale() <= 0 && exact.precision() - exact.scale() < 19
        ? LongNode.valueOf(exact.longValueExact())
        : DecimalNode.valueOf(exact);
  }
}
