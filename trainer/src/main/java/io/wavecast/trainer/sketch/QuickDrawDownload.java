package io.wavecast.trainer.sketch;

import io.wavecast.trainer.data.Sha256;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Downloads files of drawings that a list names, and keeps only what has the right checksum. The
 * list holds a file a line, {@code SHA256 ADDRESS}, as {@code sha256sum} writes it; blank lines and
 * lines that begin with # are skipped. A file that is there already and is right is not fetched
 * again.
 */
public final class QuickDrawDownload {
  private static final int CHUNK = 1 << 16;
  private static final Duration CONNECT = Duration.ofSeconds(20);

  private QuickDrawDownload() {}

  /** A file to fetch. */
  public record Item(String sha256, URI address) {
    public Item {
      if (!sha256.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException(
            "checksum must be 64 hexadecimal digits, got: '" + sha256 + "'");
      }
      if (!address.isAbsolute() || name(address).isEmpty()) {
        throw new IllegalArgumentException(
            "address must be absolute and end with a file's name, got: " + address);
      }
    }

    private static String name(URI address) {
      String path = address.getPath() == null ? "" : address.getPath();
      return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The file's name: what stands behind the last slash. */
    String name() {
      return name(address);
    }
  }

  /**
   * Reads a list.
   *
   * @throws IOException when it cannot be read, or a line is not as it must be, naming the line
   */
  public static List<Item> list(Path file) throws IOException {
    List<Item> items = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      String text = line.strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        try {
          String[] parts = text.split("\\s+\\*?", 2);
          items.add(
              new Item(
                  parts[0].toLowerCase(Locale.ROOT), URI.create(parts.length < 2 ? "" : parts[1])));
        } catch (IllegalArgumentException e) {
          throw new IOException("%s, line %d: %s".formatted(file, number, e.getMessage()), e);
        }
      }
    }
    return items;
  }

  /**
   * Fetches what is not there.
   *
   * @param folder where files go; made when it is absent
   * @param log called with a line per file
   * @throws IOException when a file cannot be fetched or has another checksum; it is not kept then
   */
  public static void fetch(List<Item> items, Path folder, Consumer<String> log) throws IOException {
    Files.createDirectories(folder);
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    for (Item item : items) {
      Path target = folder.resolve(item.name());
      if (Files.exists(target) && sha256(target).equals(item.sha256())) {
        log.accept(item.name() + " is there");
        continue;
      }
      log.accept("fetching " + item.address());
      Path part = folder.resolve(item.name() + ".part");
      try {
        String got = fetch(client, item, part);
        if (!got.equals(item.sha256())) {
          throw new IOException(
              "%s must have the checksum %s, got: %s"
                  .formatted(item.address(), item.sha256(), got));
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    }
  }

  private static String fetch(HttpClient client, Item item, Path part) throws IOException {
    try {
      HttpResponse<InputStream> response =
          client.send(
              HttpRequest.newBuilder(item.address()).build(),
              HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          throw new IOException(item.address() + " answers " + response.statusCode());
        }
        Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
      }
      return sha256(part);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the download of " + item.address() + " was interrupted", e);
    }
  }

  private static String sha256(Path file) throws IOException {
    Sha256 hash = new Sha256();
    try (InputStream in = Files.newInputStream(file)) {
      for (byte[] part = in.readNBytes(CHUNK); part.length > 0; part = in.readNBytes(CHUNK)) {
        hash.update(part);
      }
    }
    return hash.hex();
  }
}
