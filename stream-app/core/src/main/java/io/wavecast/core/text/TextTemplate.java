package io.wavecast.core.text;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Text with placeholders, e.g. {@code {series} is {state}}. What the placeholders may be is for the
 * user of the template to say.
 *
 * @param text as written
 * @param parts in their order
 */
public record TextTemplate(String text, List<Part> parts) implements Serializable {
  /**
   * Constant text, or a placeholder.
   *
   * @param text of a placeholder without its braces
   */
  public record Part(boolean isPlaceholder, String text) implements Serializable {}

  public TextTemplate {
    parts = List.copyOf(parts);
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException when a brace is not closed
   */
  public static TextTemplate of(String text) {
    List<Part> parts = new ArrayList<>();
    for (int from = 0; from < text.length(); ) {
      int open = text.indexOf('{', from);
      int end = open < 0 ? text.length() : open;
      if (end > from) {
        parts.add(new Part(false, text.substring(from, end)));
      }
      from = end;
      if (open >= 0) {
        int close = text.indexOf('}', open);
        if (close < 0) {
          throw new IllegalArgumentException("'{' must be closed by '}', got: '" + text + "'");
        }
        parts.add(new Part(true, text.substring(open + 1, close)));
        from = close + 1;
      }
    }
    return new TextTemplate(text, parts);
  }

  /** The placeholders without their braces, in their order. */
  public List<String> placeholders() {
    return parts.stream().filter(Part::isPlaceholder).map(Part::text).toList();
  }

  /**
   * The text with its placeholders replaced.
   *
   * @param values the text of each placeholder
   */
  public String fill(UnaryOperator<String> values) {
    StringBuilder filled = new StringBuilder();
    for (Part part : parts) {
      filled.append(part.isPlaceholder() ? values.apply(part.text()) : part.text());
    }
    return filled.toString();
  }

  @Override
  public String toString() {
    return text;
  }
}
