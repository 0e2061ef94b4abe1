package io.wavecast.service.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** What a browser was told. Thread-safe. */
final class Told extends OutputStream {
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  volatile boolean gone;

  @Override
  public synchronized void write(int b) {
    read.write(b);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    read.write(bytes, from, length);
  }

  synchronized String text() {
    return read.toString(UTF_8);
  }
}
