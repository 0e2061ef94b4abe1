package io.wavecast.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written by hand is read by Jackson, and says the same. */
class JsonTextTest {
  private static final byte[] A = JsonText.name("a");
  private static final byte[] B = JsonText.name("b");
  private static final ObjectMapper JACKSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0, 0.0
          -0, -0.0
          1, 1.0
          -1, -1.0
          0.1, 0.1
          0.3, 0.3
          -2.5, -2.5
          100, 100.0
          9999999, 9999999.0
          1234567.9, 1234567.9
          0.001, 0.001
          0.0099999998, 0.01
          0.99999994, 0.99999994
          16777216, 1.6777216E7
          1e-9, 1.0E-9
          3.4028235E38, 3.4028235E38
          """)
  void a_float_is_written_with_few_digits(float value, String text) {
    assertThat(text(value)).isEqualTo(text);
  }

  @Test
  void every_float_reads_back_as_itself() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 2_000_000; i++) {
      float any = Float.intBitsToFloat(random.nextInt());
      float usual = (float) ((random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-4, 9)));
      float shortOne = random.nextInt(-100_000, 100_000) / 100f;
      for (float value : new float[] {any, usual, shortOne}) {
        if (Float.isFinite(value)) {
          String text = text(value);
          assertThat(Float.parseFloat(text)).as("%s, seed %d", text, seed).isEqualTo(value);
          assertThat(text.length()).isLessThanOrEqualTo(FloatText.MAX);
        }
      }
    }
  }

  @Test
  void floats_beside_every_power_of_ten_and_of_two_read_back() {
    for (int e = -50; e <= 50; e++) {
      for (double power : new double[] {Math.pow(10, e), Math.pow(2, e)}) {
        for (float value = (float) power, n = -3; n <= 3; n++) {
          float beside = Float.intBitsToFloat(Float.floatToIntBits(value) + (int) n);
          if (Float.isFinite(beside)) {
            assertThat(Float.parseFloat(text(beside))).isEqualTo(beside);
            assertThat(Float.parseFloat(text(-beside))).isEqualTo(-beside);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          20000, 0
          10000, 0
          9999, 1
          1, 4
          0.3, 5
          1e-6, 10
          9e-7, -1
          0, -1
          -1, -1
          NaN, -1
          Infinity, 0
          """)
  void decimals_go_down_to_a_ten_thousandth_of_an_interval(double width, int decimals) {
    assertThat(FloatText.decimals(width)).isEqualTo(decimals);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0.45969480, 4, 0.4597
          -0.45969480, 4, -0.4597
          0.00004, 4, 0.0
          -0.00004, 4, 0.0
          0.00006, 4, 0.0001
          12.5, 4, 12.5
          1234.5678, 2, 1234.57
          999.996, 2, 1000.0
          1234567.8, 0, 1234568.0
          1234567.8, 1, 1234567.8
          1e-9, 10, 0.000000001
          3.4028235E38, 0, 3.4028235E38
          """)
  void a_float_is_rounded_to_its_decimals(float value, int decimals, String text) {
    assertThat(text(value, decimals)).isEqualTo(text);
  }

  @Test
  void a_rounded_float_is_off_by_half_a_decimal_at_most() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 500_000; i++) {
      float value = (float) ((random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-4, 9)));
      int decimals = random.nextInt(0, 11);
      String text = text(value, decimals);
      assertThat(Math.abs(Double.parseDouble(text) - value))
          .as("%s to %d decimals: %s", value, decimals, text)
          .isLessThanOrEqualTo(
              Math.max(0.5 * Math.pow(10, -decimals) * (1 + 1e-9), Math.ulp(value)));
      assertThat(text.length()).isLessThanOrEqualTo(FloatText.MAX);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "cpu", "a\"b", "back\\slash", "line\nend", "\u0000\u001f", "ä€😀", "~\u007f"})
  void any_text_reads_back(String value) throws IOException {
    assertThat(json(new JsonText(2).text(A, value)).path("a").textValue()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 9, 10, -1, 1_700_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE})
  void any_integer_reads_back(long value) throws IOException {
    assertThat(json(new JsonText(2).integer(A, value)).path("a").longValue()).isEqualTo(value);
  }

  @Test
  void fields_stand_side_by_side_and_within_each_other() {
    JsonText text =
        new JsonText(2)
            .begin(A)
            .flag(A, true)
            .numbers(B, new float[] {1, Float.NaN, -2}, FloatText.ALL)
            .end()
            .numbers(B, new float[0], 2);

    assertThat(new String(text.end().toBytes(), StandardCharsets.UTF_8))
        .isEqualTo("{\"a\":{\"a\":true,\"b\":[1.0,null,-2.0]},\"b\":[]}");
  }

  private static String text(float value) {
    return text(value, FloatText.ALL);
  }

  private static String text(float value, int decimals) {
    byte[] bytes = new byte[FloatText.MAX + 1];
    int size = FloatText.write(value, decimals, bytes, 0);
    return new String(bytes, 0, size, StandardCharsets.US_ASCII);
  }

  private static JsonNode json(JsonText text) throws IOException {
    return JACKSON.readTree(text.end().toBytes());
  }
}
