package io.wavecast.schemas;

/** Tells whether a text can be written as UTF-8: JSON can name half of a surrogate pair. */
public final class Unicode {
  private Unicode() {}

  public static boolean isText(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }
}
