package io.wavecast.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The short form: half a minute at a low rate. */
@Tag("slow")
class SoakTest {
  /** Memory of half a minute varies by more than that of an hour. A busy machine may lag. */
  private static final List<String> SHORT =
      List.of(
          "--minutes=0.5",
          "--every=3",
          "--rate=2000",
          "--series=200",
          "--heap=512m",
          "--longest-lag=600");

  /** Runs a soak; returns what it found wrong, empty if nothing. */
  private static String soak(String... more) {
    List<String> args = new ArrayList<>(SHORT);
    args.addAll(List.of(more));
    StringBuilder failure = new StringBuilder();
    int code =
        new CommandLine(new Soak())
            .setExecutionExceptionHandler(
                (e, command, parsed) -> {
                  failure.append(e);
                  return 1;
                })
            .execute(args.toArray(String[]::new));
    assertThat(code).isEqualTo(failure.isEmpty() ? 0 : 1);
    return failure.toString();
  }

  @Test
  void a_service_under_load_stays_flat_and_loses_nothing() {
    assertThat(soak("--memory-share=0.5")).isEmpty();
  }

  @Test
  void leaks_of_heap_and_threads_and_descriptors_are_found() {
    assertThat(soak("--main=" + LeakingService.class.getName()))
        .contains("not flat, heap MiB: ", "not flat, threads: ", "not flat, descriptors: ")
        .doesNotContain("lost", "expected");
  }
}
