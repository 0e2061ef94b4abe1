package io.wavecast.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same CSV files mean the same to every command that reads them. */
public abstract class CsvContract {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  /** Reads a file of one series: each time in ms and its value, e.g. {@code 1000=0.5}. */
  protected abstract List<String> read(Path file) throws Exception;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1700000000,0.5;1700000060,1                     | 1700000000000=0.5 1700000060000=1.0
          1700000000000,0.5                               | 1700000000000=0.5
          99999999999,1;100000000000000,2                 | 99999999999000=1.0 100000000000000=2.0
          1700000000.25,1                                 | 1700000000250=1.0
          time,load;2023-11-14,1;2023-11-15,2             | 1699920000000=1.0 1700006400000=2.0
          ds,y;2023-11-14 22:13,1;;2023-11-14T22:13:20,-2 | 1699999980000=1.0 1700000000000=-2.0
          t,v;2023-11-14 22:13:20.000000,1                | 1700000000000=1.0
          t,v;2023-11-14T22:13:20.5Z,1                    | 1700000000500=1.0
          t,v;2023-11-15T00:13:20+02:00,1                 | 1700000000000=1.0
          t,v;2023-11-15T00:13:20+0200,1                  | 1700000000000=1.0
          "time","cpu, user";"1700000000","0.5"           | 1700000000000=0.5
          "say ""t""\",v; 1700000000 , " 2e3 "             | 1700000000000=2000.0
          load,Date;3,2023-11-14                          | 1699920000000=3.0
          ,0;5,1                                          | 5000=1.0
          #time,1;5,1                                     | 5000=1.0
          t,v;5,1,                                        | 5000=1.0
          """)
  void a_file_holds_these_observations(String lines, String expected) throws Exception {
    assertThat(read(file(lines))).containsExactly(expected.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1700000000                | 1 | must
          2024-13-01,5              | 1 | timestamp must be ISO 8601 or a number since the epoch, got: '2024-13-01'
          1,2;x,3                   | 2 | timestamp must be ISO 8601 or a number since the epoch, got: 'x'
          1,2;,3                    | 2 | timestamp must be ISO 8601 or a number since the epoch, got: ''
          1,2;1e30,3                | 2 | timestamp must be ISO 8601 or a number since the epoch, got: '1e30'
          5,n/a                     | 1 | value must be
          1,2;;2,3f                 | 3 | value must be
          1,2;2,                    | 2 | value must be
          1,2;2,NaN                 | 2 | value must be
          1,2;2,-Infinity           | 2 | value must be
          1,2;2,1e39                | 2 | value must
          1,2;2                     | 2 | must
          1,2;2,3,5                 | 2 | must have 2 columns
          1,2;2,"3                  | 2 | a quote is not closed: '2,"3'
          """)
  void a_bad_row_is_reported_with_file_and_line(String lines, int line, String reason)
      throws Exception {
    Path file = file(lines);

    assertThatThrownBy(() -> read(file))
        .hasMessageStartingWith(file.toString())
        .hasMessageMatching(".*\\bline " + line + ": .*")
        .hasMessageContaining(reason);
  }

  @Test
  void a_byte_order_mark_and_windows_line_breaks_are_ignored() throws Exception {
    assertThat(read(file("\uFEFF5,1\r;6,2\r"))).containsExactly("5000=1.0", "6000=2.0");
  }

  @Test
  void other_encodings_are_refused() throws Exception {
    Path file = Files.write(folder.resolve("s.csv"), new byte[] {53, 44, 49, 10, (byte) 0xff, 10});

    assertThatThrownBy(() -> read(file))
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining("UTF-8");
  }

  private Path file(String lines) throws Exception {
    return Files.writeString(folder.resolve("s.csv"), lines.replace(';', '\n') + "\n");
  }
}
