package io.wavecast.trainer.data;

import io.wavecast.core.text.Throwables;
import io.wavecast.onnx.support.LimitedHttp;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Downloads files and keeps only what has the right checksum. A file that is there already and is
 * right is not fetched again.
 */
public final class Downloads {
  private static final int CHUNK = 1 << 16;

  /** Total time of one file. */
  private static final Duration TIMEOUT = Duration.ofMinutes(30);

  private static final long MAX_BYTES = 1L << 30;

  private Downloads() {}

  /**
   * A file to fetch.
   *
   * @param sha256 its checksum, 64 hexadecimal digits in lower case
   * @param address ends with the file's name
   */
  public record Item(String sha256, URI address) {
    /** The file's name: what stands behind the last slash. */
    public String name() {
      return address.getPath().substring(address.getPath().lastIndexOf('/') + 1);
    }

    /**
     * True when a folder holds the file with the right checksum.
     *
     * @throws IOException when it cannot be read
     */
    public boolean isIn(Path folder) throws IOException {
      Path file = folder.resolve(name());
      return Files.exists(file) && Downloads.sha256(file).equals(sha256);
    }
  }

  /**
   * Fetches what is not there: each file within half an hour, and at most 1 GiB of it.
   *
   * @param folder where files go; made when it is absent
   * @param log called with a line per download, and before with how many files are there already
   * @throws IOException when a file cannot be fetched in time, is too large or has another
   *     checksum; it is not kept then
   */
  public static void fetch(List<Item> items, Path folder, Consumer<String> log) throws IOException {
    fetch(items, folder, log, TIMEOUT, MAX_BYTES);
  }

  static void fetch(
      List<Item> items, Path folder, Consumer<String> log, Duration timeout, long maxBytes)
      throws IOException {
    Files.createDirectories(folder);
    LimitedHttp http = new LimitedHttp(timeout, HttpClient.Redirect.NORMAL);
    List<Item> lacking = new ArrayList<>();
    for (Item item : items) {
      if (!item.isIn(folder)) {
        lacking.add(item);
      }
    }
    if (lacking.size() < items.size()) {
      log.accept("%d of %d files are there".formatted(items.size() - lacking.size(), items.size()));
    }
    for (Item item : lacking) {
      Path target = folder.resolve(item.name());
      log.accept("fetching " + item.address());
      Path part = folder.resolve(item.name() + ".part");
      try {
        fetch(http, item.address(), part, maxBytes);
        String got = sha256(part);
        if (!got.equals(item.sha256())) {
          throw new IOException("its checksum must be %s, got: %s".formatted(item.sha256(), got));
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new IOException(item.address() + ": " + Throwables.oneLine(e), e);
      } finally {
        Files.deleteIfExists(part);
      }
    }
  }

  private static void fetch(LimitedHttp http, URI address, Path part, long maxBytes)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(part)) {
      HttpResponse<Long> answer =
          http.send(
              HttpRequest.newBuilder(address).build(),
              info -> LimitedHttp.copy(out, info.statusCode() == 200 ? maxBytes + 1 : 0));
      if (answer.statusCode() != 200) {
        throw new IOException("status must be 200, got: " + answer.statusCode());
      }
      if (answer.body() > maxBytes) {
        throw new IOException("it must have at most " + maxBytes + " bytes");
      }
    }
  }

  /** The checksum of a file, 64 hexadecimal digits. */
  public static String sha256(Path file) throws IOException {
    Sha256 hash = new Sha256();
    try (InputStream in = Files.newInputStream(file)) {
      for (byte[] part = in.readNBytes(CHUNK); part.length > 0; part = in.readNBytes(CHUNK)) {
        hash.update(part);
      }
    }
    return hash.hex();
  }
}
