package io.wavecast.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.chorales.contract.ChoraleContract;
import io.wavecast.chorales.contract.ChoraleRestartContract;
import io.wavecast.chorales.event.ChoraleEvent;
import io.wavecast.chorales.event.ChoraleRequest;
import io.wavecast.chorales.event.ChoraleTopics;
import io.wavecast.chorales.pipeline.ChoraleSpec;
import io.wavecast.core.aggregate.AggregationSpec;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.incident.IncidentSpec;
import io.wavecast.core.ingest.IngestSpec;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.core.stream.NoModel;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.flink.models.FakeModels;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.sketches.contract.SketchContract;
import io.wavecast.sketches.contract.SketchRestartContract;
import io.wavecast.sketches.event.SketchLabel;
import io.wavecast.sketches.pipeline.SketchSpec;
import io.wavecast.testkit.contract.AggregationContract;
import io.wavecast.testkit.contract.BackfillContract;
import io.wavecast.testkit.contract.CountingContract;
import io.wavecast.testkit.contract.EngineContract;
import io.wavecast.testkit.contract.EngineSettings;
import io.wavecast.testkit.contract.ExpiryContract;
import io.wavecast.testkit.contract.FlatContract;
import io.wavecast.testkit.contract.IncidentContract;
import io.wavecast.testkit.contract.IngestContract;
import io.wavecast.testkit.contract.LabelContract;
import io.wavecast.testkit.contract.RateContract;
import io.wavecast.testkit.contract.RestartContract;
import io.wavecast.testkit.contract.SilenceContract;
import io.wavecast.testkit.contract.StreamUnderTest;
import io.wavecast.testkit.contract.TraceContract;
import io.wavecast.testkit.contract.ZoneContract;
import io.wavecast.testkit.pipelines.CountingPipeline;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The promises of every pipeline, on the operators in Flink's harness and as a job. */
class PipelineContractsTest {
  private static PipelineJob<?, ?> forecasts(EngineSettings settings) {
    return new PipelineJob<>(settings.spec(), FakeModels.MEAN);
  }

  private static <M> PipelineUnderTest<OutputRecord> outputs(PipelineSpec<?, M> spec, M model) {
    return outputs(new PipelineJob<>(spec, metrics -> FakeModels.opened(model)));
  }

  private static PipelineUnderTest<OutputRecord> outputs(PipelineJob<?, ?> job) {
    return new PipelineUnderTest<>(job, output -> output);
  }

  @Nested
  class Forecasts extends EngineContract {
    @Override
    protected StreamUnderTest<OutputRecord> start(EngineSettings settings) {
      return outputs(forecasts(settings));
    }
  }

  @Nested
  class ForecastsAfterRestarts extends RestartContract {
    @Override
    protected StreamUnderTest.Restartable<Event> start(EngineSettings settings) {
      return new PipelineUnderTest<>(forecasts(settings), EngineContract::event);
    }
  }

  @Nested
  class Backfills extends BackfillContract {
    @Override
    protected StreamUnderTest.Restartable<Event> start(EngineSettings settings) {
      return new PipelineUnderTest<>(forecasts(settings), EngineContract::event);
    }
  }

  @Nested
  class ForecastsAsJob extends EngineContract {
    @Override
    protected StreamUnderTest<OutputRecord> start(EngineSettings settings) {
      return new JobUnderTest(forecasts(settings));
    }
  }

  @Nested
  class Incidents extends IncidentContract {
    @Override
    protected StreamUnderTest.Restartable<OutputRecord> start(IncidentSpec spec) {
      return outputs(spec, NoModel.NONE);
    }
  }

  @Nested
  class Flat extends FlatContract {
    @Override
    protected StreamUnderTest.Restartable<OutputRecord> start(ForecastSpec spec) {
      return outputs(new PipelineJob<>(spec, FakeModels.MEAN));
    }
  }

  @Nested
  class Rates extends RateContract {
    @Override
    protected StreamUnderTest.Restartable<OutputRecord> start(ForecastSpec spec) {
      return outputs(new PipelineJob<>(spec, FakeModels.MEAN));
    }
  }

  @Nested
  class Zones extends ZoneContract {
    @Override
    protected StreamUnderTest.Restartable<OutputRecord> start(ForecastSpec spec) {
      return outputs(new PipelineJob<>(spec, FakeModels.MEAN));
    }
  }

  @Nested
  class Ingest extends IngestContract {
    @Override
    protected StreamUnderTest.Restartable<OutputRecord> start(IngestSpec spec) {
      return outputs(spec, NoModel.NONE);
    }
  }

  @Nested
  class Aggregations extends AggregationContract {
    @Override
    protected StreamUnderTest.Restartable<OutputRecord> start(AggregationSpec spec) {
      return outputs(spec, NoModel.NONE);
    }
  }

  /** A pipeline that this module does not know. */
  @Nested
  class Counts extends CountingContract {
    @Override
    protected StreamUnderTest.Restartable<OutputRecord> start(CountingPipeline spec) {
      return outputs(spec, () -> {});
    }
  }

  @Nested
  class Expiry extends ExpiryContract {
    @Override
    protected StreamUnderTest.Restartable<OutputRecord> start(EngineSettings settings) {
      return outputs(forecasts(settings));
    }
  }

  @Nested
  class Silence extends SilenceContract {
    @Override
    protected StreamUnderTest<Event> start(EngineSettings settings) {
      return new PipelineUnderTest<>(forecasts(settings), EngineContract::event);
    }
  }

  @Nested
  class Labels extends LabelContract {
    @Override
    protected StreamUnderTest.Restartable<OutputRecord> start(EngineSettings settings) {
      return outputs(forecasts(settings));
    }
  }

  @Nested
  class Traces extends TraceContract {
    @Override
    protected StreamUnderTest<OutputRecord> start(EngineSettings settings) {
      return outputs(forecasts(settings));
    }
  }

  @Nested
  class Sketches extends SketchRestartContract {
    @Override
    protected PipelineUnderTest<SketchLabel> start(SketchSpec spec) {
      return new PipelineUnderTest<>(
          new PipelineJob<>(spec, FakeModels.CLASSIFIER), SketchContract::label);
    }

    @Test
    void a_label_has_the_key_of_its_drawing_and_the_time_of_its_sketch() {
      try (PipelineUnderTest<SketchLabel> stream = start(settings(LatePolicy.DROP))) {
        stream.send("d".getBytes(UTF_8), "{\"strokes\":[[[1],[2]]]}".getBytes(UTF_8), 77);
        stream.settle();

        OutputRecord label = stream.harness().events().get(0);
        assertThat(label.topic()).isEqualTo("test.sketch-labels");
        assertThat(label.key()).isEqualTo("d".getBytes(UTF_8));
        assertThat(label.timestamp()).isEqualTo(77);
      }
    }
  }

  /** A slice of 16 notes per millisecond. */
  @Nested
  class Chorales extends ChoraleRestartContract {
    private final ChoraleSpec spec =
        new ChoraleSpec(ChoraleTopics.withPrefix("test."), 1 << 20, Duration.ZERO);

    @Override
    protected PipelineUnderTest<ChoraleEvent> start() {
      return new PipelineUnderTest<>(
          new PipelineJob<>(spec, FakeModels.composer(Duration.ZERO)), ChoraleContract::event);
    }

    @Test
    void an_event_has_the_key_of_its_chorale_and_the_time_of_its_request() {
      ChoraleRequest request = random(SEED, 1).get(0);
      try (PipelineUnderTest<ChoraleEvent> stream = start()) {
        send(stream, request);
        stream.settle();

        OutputRecord event = stream.harness().events().get(0);
        assertThat(event.topic()).isEqualTo("test.chorale-notes");
        assertThat(event.key()).isEqualTo(request.choraleId().getBytes(UTF_8));
        assertThat(event.timestamp()).isEqualTo(77);
        assertThat(stream.harness().keys()).as("states of finished chorales").isZero();
      }
    }
  }
}
