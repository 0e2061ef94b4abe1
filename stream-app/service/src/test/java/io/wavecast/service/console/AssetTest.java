package io.wavecast.service.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AssetTest {
  @Test
  void every_file_of_the_console_is_there_uplot_in_the_version_that_the_build_names() {
    Map<String, Asset> all = Asset.all();

    assertThat(all).allSatisfy((path, asset) -> assertThat(asset.content()).isNotEmpty());
    assertThat(new String(all.get("/uplot.js").content(), UTF_8)).contains("leeoniya/uPlot (v");
    assertThat(new String(all.get("/uplot.css").content(), UTF_8)).contains(".uplot");
  }
}
