package io.wavecast.core.incident;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.stream.StateBytes;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.CauseCodec;
import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.incident.Incident.SharedLabel;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The stored form of {@link IncidentBook}: version(1), label sample, incidents, recent members with
 * the ids of their incidents. Texts are a length(4) and UTF-8; lists begin with their length(4).
 */
final class BookBytes {
  private static final byte VERSION = 1;

  private BookBytes() {}

  static void write(IncidentBook book, DataOutputStream out) throws IOException {
    out.writeInt(book.sample.entries().size());
    for (Map.Entry<Long, List<String>> each : book.sample.entries().entrySet()) {
      out.writeLong(each.getKey());
      texts(each.getValue(), out);
    }
    out.writeInt(book.incidents.size());
    for (OpenIncident incident : book.incidents.values()) {
      write(incident, out);
    }
    out.writeInt(book.recent.size());
    for (Member member : book.recent) {
      write(member, out);
      text(book.placed.getOrDefault(member.hash(), ""), out);
    }
  }

  private static void write(OpenIncident incident, DataOutputStream out) throws IOException {
    text(incident.id, out);
    out.writeByte(incident.state == Incident.State.OPEN ? 1 : 0);
    out.writeByte(incident.severity == Alert.State.CRITICAL ? 1 : 0);
    out.writeLong(incident.since);
    out.writeLong(incident.latest);
    out.writeLong(incident.changed);
    out.writeInt(incident.members);
    text(new String(CauseCodec.write(incident.cause), UTF_8), out);
    out.writeInt(incident.shared.size());
    for (SharedLabel label : incident.shared) {
      text(label.name(), out);
      text(label.value(), out);
      out.writeInt(label.members());
    }
    out.writeInt(incident.named.size());
    for (Member member : incident.named) {
      write(member, out);
    }
    out.writeInt(incident.firing.size());
    for (long hash : incident.firing) {
      out.writeLong(hash);
    }
    out.writeInt(incident.labels.size());
    for (Map.Entry<String, Integer> label : incident.labels.entrySet()) {
      text(label.getKey(), out);
      out.writeInt(label.getValue());
    }
  }

  private static void write(Member member, DataOutputStream out) throws IOException {
    text(member.series(), out);
    out.writeLong(member.since());
    out.writeLong(member.started());
    texts(member.labels(), out);
  }

  static void text(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void texts(List<String> texts, DataOutputStream out) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      text(text, out);
    }
  }

  static IncidentBook read(ByteBuffer in, Duration window) {
    LabelSample sample = new LabelSample();
    for (int n = in.getInt(); n > 0; n--) {
      sample.add(in.getLong(), texts(in));
    }
    IncidentBook book = new IncidentBook(window, sample);
    for (int n = in.getInt(); n > 0; n--) {
      book.restore(incident(in));
    }
    for (int n = in.getInt(); n > 0; n--) {
      Member member = member(in);
      book.recent.addLast(member);
      book.placed.put(member.hash(), text(in));
    }
    return book;
  }

  private static OpenIncident incident(ByteBuffer in) {
    OpenIncident incident = new OpenIncident(text(in));
    incident.state = in.get() == 1 ? Incident.State.OPEN : Incident.State.RESOLVED;
    incident.severity = in.get() == 1 ? Alert.State.CRITICAL : Alert.State.WARNING;
    incident.since = in.getLong();
    incident.latest = in.getLong();
    incident.changed = in.getLong();
    incident.members = in.getInt();
    incident.cause = CauseCodec.read(text(in).getBytes(UTF_8));
    List<SharedLabel> shared = new ArrayList<>();
    for (int n = in.getInt(); n > 0; n--) {
      shared.add(new SharedLabel(text(in), text(in), in.getInt()));
    }
    incident.shared = List.copyOf(shared);
    for (int n = in.getInt(); n > 0; n--) {
      incident.named.add(member(in));
    }
    for (int n = in.getInt(); n > 0; n--) {
      incident.firing.add(in.getLong());
    }
    for (int n = in.getInt(); n > 0; n--) {
      incident.labels.put(text(in), in.getInt());
    }
    return incident;
  }

  private static Member member(ByteBuffer in) {
    String series = text(in);
    return new Member(series, SeriesHash.of(series), in.getLong(), in.getLong(), texts(in));
  }

  static String text(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return new String(bytes, UTF_8);
  }

  private static List<String> texts(ByteBuffer in) {
    List<String> texts = new ArrayList<>();
    for (int n = in.getInt(); n > 0; n--) {
      texts.add(text(in));
    }
    return texts;
  }

  /** The stored form of a change: series, time, length(4) and JSON of the alert. */
  static byte[] toBytes(AlertChange change) {
    Alert alert = change.alert();
    byte[] json = alert == null ? new byte[0] : AlertCodec.write(alert);
    return bytes(
        out -> {
          text(change.series(), out);
          out.writeLong(change.time());
          out.writeInt(json.length);
          out.write(json);
        });
  }

  static AlertChange change(ByteBuffer in) {
    String series = text(in);
    long time = in.getLong();
    byte[] json = new byte[in.getInt()];
    in.get(json);
    return new AlertChange(series, time, json.length == 0 ? null : AlertCodec.read(json));
  }

  /** The stored form of a book and the changes that it has not been given yet. */
  static byte[] toBytes(IncidentBook book, HeldChanges held) {
    return bytes(
        out -> {
          out.writeByte(VERSION);
          write(book, out);
          held.write(out);
        });
  }

  private interface Content {
    void write(DataOutputStream out) throws IOException;
  }

  private static byte[] bytes(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      content.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The number of bytes of a book's stored form. */
  static int size(IncidentBook book) {
    try (DataOutputStream out = new DataOutputStream(OutputStream.nullOutputStream())) {
      write(book, out);
      return out.size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
