package io.wavecast.chorales.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.chorales.event.ChoraleRequest;
import io.wavecast.chorales.event.ChoraleRequestCodec;
import io.wavecast.core.stream.StateBytes;
import io.wavecast.schemas.ModelRef;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The binary layout of a {@link Piece}, big-endian: version 1; event time and order (8 bytes each);
 * the request as JSON, the model's name and its version (each behind its length, 4 bytes); notes so
 * far and notes consumed (4 bytes each); the composed notes (1 byte each); the state (4 bytes each
 * float) to the end.
 */
final class PieceLayout {
  private static final byte VERSION = 1;

  private PieceLayout() {}

  static byte[] write(Piece piece) {
    byte[] request = ChoraleRequestCodec.write(piece.request);
    byte[] name = piece.model.name().getBytes(UTF_8);
    byte[] version = piece.model.version().getBytes(UTF_8);
    int composed = piece.length - piece.prompt();
    int texts = request.length + name.length + version.length + 12;
    int size = 1 + 16 + texts + 8 + composed + 4 * piece.state.length;
    ByteBuffer out = ByteBuffer.allocate(size);
    out.put(VERSION).putLong(piece.eventTime).putLong(piece.order);
    for (byte[] text : new byte[][] {request, name, version}) {
      out.putInt(text.length).put(text);
    }
    out.putInt(piece.length).putInt(piece.consumed);
    out.put(piece.notes, piece.prompt(), composed);
    for (float value : piece.state) {
      out.putFloat(value);
    }
    return out.array();
  }

  /**
   * Reads a stored piece.
   *
   * @throws IllegalArgumentException when the bytes are not a piece of a known version
   */
  static Piece read(byte[] bytes, Composer composer) {
    return StateBytes.read(bytes, "piece", VERSION, in -> read(in, composer));
  }

  private static Piece read(ByteBuffer in, Composer composer) {
    long eventTime = in.getLong();
    long order = in.getLong();
    ChoraleRequest request = ChoraleRequestCodec.read(null, text(in));
    Piece piece = new Piece(request, eventTime, order, composer);
    piece.model = new ModelRef(new String(text(in), UTF_8), new String(text(in), UTF_8));
    piece.length = in.getInt();
    piece.consumed = in.getInt();
    piece.notes = Arrays.copyOf(piece.notes, piece.length);
    in.get(piece.notes, piece.prompt(), piece.length - piece.prompt());
    piece.state = new float[in.remaining() / 4];
    for (int i = 0; i < piece.state.length; i++) {
      piece.state[i] = in.getFloat();
    }
    return piece;
  }

  private static byte[] text(ByteBuffer in) {
    byte[] text = new byte[in.getInt()];
    in.get(text);
    return text;
  }
}
