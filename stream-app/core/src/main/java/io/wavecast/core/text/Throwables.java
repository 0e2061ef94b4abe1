package io.wavecast.core.text;

import java.util.Optional;

/** One-line messages of exceptions. */
public final class Throwables {
  private static final int MAX_LINE = 4000;

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

  /**
   * The message of an exception in one line; the name of its class where it has none. Failures of
   * files have their {@link #reason}, after the file's name where it is known; those of connections
   * are in words too, such as {@code connection refused}.
   */
  public static String oneLine(Throwable e) {
    Optional<String> words = FileFailure.words(e);
    if (words.isPresent()) {
      return FileFailure.file(e).map(file -> file + ": ").orElse("") + words.get();
    }
    return NetworkFailure.words(e).orElseGet(() -> message(e));
  }

  private static String message(Throwable e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : oneLine(message);
  }

  /**
   * Why a file cannot be used, such as {@code permission denied}, for messages that name the file
   * themselves; of other failures the message in one line.
   */
  public static String reason(Throwable e) {
    return FileFailure.words(e).orElseGet(() -> oneLine(e));
  }

  /**
   * A text in one line of at most {@value #MAX_LINE} characters: a line break becomes a semicolon,
   * or a blank after punctuation.
   */
  public static String oneLine(String text) {
    String cut = text.length() > MAX_LINE ? text.substring(0, MAX_LINE) + " ..." : text;
    return cut.strip().replaceAll("(?<=[.,:;])\\s*\\R\\s*", " ").replaceAll("\\s*\\R\\s*", "; ");
  }
}
