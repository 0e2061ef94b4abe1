package io.wavecast.core.incident;

import static io.wavecast.core.stream.SparseBytes.readArray;
import static io.wavecast.core.stream.SparseBytes.readLong;
import static io.wavecast.core.stream.SparseBytes.readNumber;
import static io.wavecast.core.stream.SparseBytes.readText;
import static io.wavecast.core.stream.SparseBytes.writeArray;
import static io.wavecast.core.stream.SparseBytes.writeNumber;
import static io.wavecast.core.stream.SparseBytes.writeText;

import io.wavecast.core.stream.StateBytes;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.CauseCodec;
import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.incident.Incident.SharedLabel;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The stored form of {@link IncidentBook}: version(1), label sample, incidents, recent members with
 * the ids of their incidents, in the numbers and texts of {@link
 * io.wavecast.core.stream.SparseBytes}. Lists begin with their length.
 */
final class BookBytes {
  private static final byte VERSION = 1;

  private BookBytes() {}

  static void write(IncidentBook book, ByteArrayOutputStream out) {
    writeNumber(out, book.sample.entries().size());
    book.sample
        .entries()
        .forEach(
            (hash, labels) -> {
              writeNumber(out, hash);
              texts(labels, out);
            });
    writeNumber(out, book.incidents.size());
    book.incidents.values().forEach(incident -> write(incident, out));
    writeNumber(out, book.recent.size());
    for (Member member : book.recent) {
      write(member, out);
      writeText(out, book.placed.getOrDefault(member.hash(), ""));
    }
  }

  private static void write(OpenIncident incident, ByteArrayOutputStream out) {
    writeText(out, incident.id);
    out.write(incident.state == Incident.State.OPEN ? 1 : 0);
    out.write(incident.severity == Alert.State.CRITICAL ? 1 : 0);
    writeNumber(out, incident.since);
    writeNumber(out, incident.latest);
    writeNumber(out, incident.changed);
    writeNumber(out, incident.members);
    writeArray(out, CauseCodec.write(incident.cause));
    writeNumber(out, incident.shared.size());
    for (SharedLabel label : incident.shared) {
      writeText(out, label.name());
      writeText(out, label.value());
      writeNumber(out, label.members());
    }
    writeNumber(out, incident.named.size());
    incident.named.forEach(member -> write(member, out));
    writeNumber(out, incident.firing.size());
    incident.firing.forEach(hash -> writeNumber(out, hash));
    writeNumber(out, incident.labels.size());
    incident.labels.forEach(
        (label, members) -> {
          writeText(out, label);
          writeNumber(out, members);
        });
  }

  private static void write(Member member, ByteArrayOutputStream out) {
    writeText(out, member.series());
    writeNumber(out, member.since());
    writeNumber(out, member.started());
    texts(member.labels(), out);
  }

  private static void texts(List<String> texts, ByteArrayOutputStream out) {
    writeNumber(out, texts.size());
    texts.forEach(text -> writeText(out, text));
  }

  static IncidentBook read(ByteBuffer in, Duration window) {
    IncidentBook book = new IncidentBook(window);
    for (int n = readNumber(in); n > 0; n--) {
      book.sample.add(readLong(in), texts(in));
    }
    for (int n = readNumber(in); n > 0; n--) {
      book.restore(incident(in));
    }
    for (int n = readNumber(in); n > 0; n--) {
      Member member = member(in);
      book.recent.addLast(member);
      book.placed.put(member.hash(), readText(in));
    }
    return book;
  }

  private static OpenIncident incident(ByteBuffer in) {
    OpenIncident incident = new OpenIncident(readText(in));
    incident.state = in.get() == 1 ? Incident.State.OPEN : Incident.State.RESOLVED;
    incident.severity = in.get() == 1 ? Alert.State.CRITICAL : Alert.State.WARNING;
    incident.since = readLong(in);
    incident.latest = readLong(in);
    incident.changed = readLong(in);
    incident.members = readNumber(in);
    incident.cause = CauseCodec.read(readArray(in));
    List<SharedLabel> shared = new ArrayList<>();
    for (int n = readNumber(in); n > 0; n--) {
      shared.add(new SharedLabel(readText(in), readText(in), readNumber(in)));
    }
    incident.shared = List.copyOf(shared);
    for (int n = readNumber(in); n > 0; n--) {
      incident.named.add(member(in));
    }
    for (int n = readNumber(in); n > 0; n--) {
      incident.firing.add(readLong(in));
    }
    for (int n = readNumber(in); n > 0; n--) {
      incident.labels.put(readText(in), readNumber(in));
    }
    return incident;
  }

  private static Member member(ByteBuffer in) {
    String series = readText(in);
    return new Member(series, SeriesHash.of(series), readLong(in), readLong(in), texts(in));
  }

  private static List<String> texts(ByteBuffer in) {
    List<String> texts = new ArrayList<>();
    for (int n = readNumber(in); n > 0; n--) {
      texts.add(readText(in));
    }
    return texts;
  }

  /** The stored form of a change: series, time, JSON of the alert. */
  static byte[] toBytes(AlertChange change) {
    Alert alert = change.alert();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writeText(out, change.series());
    writeNumber(out, change.time());
    writeArray(out, alert == null ? new byte[0] : AlertCodec.write(alert));
    return out.toByteArray();
  }

  static AlertChange change(ByteBuffer in) {
    String series = readText(in);
    long time = readLong(in);
    byte[] json = readArray(in);
    return new AlertChange(series, time, json.length == 0 ? null : AlertCodec.read(json));
  }

  /** The stored form of a book and the changes that it has not been given yet. */
  static byte[] toBytes(IncidentBook book, HeldChanges held) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(VERSION);
    write(book, out);
    held.write(out);
    return out.toByteArray();
  }

  /** The number of bytes of a book's stored form. */
  static int size(IncidentBook book) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(book, out);
    return out.size();
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @param held takes the changes
   * @throws IllegalArgumentException when the bytes are something else
   */
  static IncidentBook of(byte[] bytes, Duration window, HeldChanges held) {
    return StateBytes.read(
        bytes,
        "set of incidents",
        VERSION,
        in -> {
          IncidentBook book = read(in, window);
          held.read(in);
          return book;
        });
  }
}
