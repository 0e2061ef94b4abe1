package io.wavecast.core.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/** Lists what is common at the beginning, then the rest. */
final class EndingCodec implements StateCodec<String> {
  @Override
  public String empty() {
    return "empty";
  }

  @Override
  public String read(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  @Override
  public byte[] write(String state) {
    return state.getBytes(UTF_8);
  }

  @Override
  public byte[] difference(byte[] before, int length, byte[] after) {
    int common = 0;
    while (common < Math.min(length, after.length) && before[common] == after[common]) {
      common++;
    }
    List<Byte> all = new ArrayList<>();
    all.add((byte) (common >> 8));
    all.add((byte) common);
    for (int i = common; i < after.length; i++) {
      all.add(after[i]);
    }
    byte[] difference = new byte[all.size()];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = all.get(i);
    }
    return difference;
  }

  @Override
  public byte[] apply(byte[] before, int length, byte[] difference) {
    int common = (difference[0] & 0xff) << 8 | (difference[1] & 0xff);
    byte[] after = new byte[common + difference.length - 2];
    System.arraycopy(before, 0, after, 0, common);
    System.arraycopy(difference, 2, after, common, difference.length - 2);
    return after;
  }
}
