package io.wavecast.core.text;

/** One-line messages of exceptions. */
public final class Throwables {
  private Throwables() {}

  /** The innermost cause, or the exception itself where it has none. */
  public static Throwable root(Throwable e) {
    Throwable root = e;
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root;
  }

  /** The message of the innermost cause in one line. */
  public static String rootMessage(Throwable e) {
    return oneLine(root(e));
  }

  /** The messages of an exception and its causes in one line, outermost first, without repeats. */
  public static String causes(Throwable e) {
    StringBuilder line = new StringBuilder();
    String last = "";
    for (Throwable t = e; t != null; t = t.getCause()) {
      String text = oneLine(t);
      if (!last.contains(text)) {
        line.append(line.isEmpty() ? "" : ": ").append(text);
        last = text;
      }
    }
    return line.toString();
  }

  /** The message of an exception in one line; the name of its class where it has none. */
  public static String oneLine(Throwable e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : oneLine(message);
  }

  /** A text in one line: a line break becomes a semicolon, or a blank after punctuation. */
  public static String oneLine(String text) {
    return text.strip().replaceAll("(?<=[.,:;])\\s*\\R\\s*", " ").replaceAll("\\s*\\R\\s*", "; ");
  }
}
