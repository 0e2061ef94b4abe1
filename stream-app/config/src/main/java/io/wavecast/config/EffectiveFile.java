package io.wavecast.config;

/** Writes a configuration file with the source of each value. Not thread-safe. */
final class EffectiveFile {
  private final StringBuilder lines = new StringBuilder();
  private String chapter = "";

  /** Adds a setting; a value that must not be shown becomes a comment. */
  void add(String title, String name, ConfigFile.Entry entry) {
    if (!title.equals(chapter)) {
      chapter = title;
      lines.append(lines.isEmpty() ? "" : "\n").append("# ").append(title).append('\n');
    }
    String text = entry.text().trim();
    boolean hidden = !text.isEmpty() && !Secrets.show(name, text).equals(text);
    lines.append(hidden ? "# " : "").append(name).append(": ");
    lines.append(hidden ? "***" : quoted(text)).append("  # ").append(oneLine(entry.from()));
    lines.append('\n');
  }

  /** In single quotes YAML takes everything literally, except a quote and a line break. */
  private static String quoted(String text) {
    return "'" + oneLine(text).replace("'", "''") + "'";
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  @Override
  public String toString() {
    return lines.toString();
  }
}
