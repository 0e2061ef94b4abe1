package io.wavecast.service.replay;

import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.ForecastCodec;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The forecasts of one input file, one JSON object per line as on the forecasts topic. They are
 * written beside their final place and moved there at the end, if they are to be kept; otherwise an
 * earlier file of that name stays. Not thread-safe.
 */
final class ForecastFile implements AutoCloseable {
  private final Path target;
  private final Path part;
  private final OutputStream out;
  private boolean isEmpty = true;
  private boolean kept;

  /**
   * Opens a file.
   *
   * @param folder created if absent
   * @param series key of the series whose rows name no other
   * @throws UncheckedIOException if it cannot be written
   */
  ForecastFile(Path folder, String series) {
    target = folder.resolve(series + ".forecasts.jsonl");
    part = target.resolveSibling(target.getFileName() + ".part");
    try {
      Files.createDirectories(target.toAbsolutePath().getParent());
      out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a forecast.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  void add(Forecast forecast) {
    try {
      out.write(ForecastCodec.write(forecast));
      out.write('\n');
      isEmpty = false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isEmpty() {
    return isEmpty;
  }

  /** Its final place. */
  Path target() {
    return target;
  }

  void keep() {
    kept = true;
  }

  /**
   * Moves it to its final place, or deletes it.
   *
   * @throws UncheckedIOException if that fails
   */
  @Override
  public void close() {
    try {
      out.close();
      if (kept) {
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      var unused = part.toFile().delete(); // absent once it was moved
    }
  }
}
