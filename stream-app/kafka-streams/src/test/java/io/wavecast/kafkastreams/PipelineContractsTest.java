package io.wavecast.kafkastreams;

import io.wavecast.chorales.contract.ChoraleContract;
import io.wavecast.chorales.contract.ChoraleRestartContract;
import io.wavecast.chorales.contract.FakeComposer;
import io.wavecast.chorales.event.ChoraleEvent;
import io.wavecast.chorales.event.ChoraleTopics;
import io.wavecast.chorales.pipeline.ChoraleSpec;
import io.wavecast.core.aggregate.AggregationSpec;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.incident.IncidentSpec;
import io.wavecast.core.ingest.IngestSpec;
import io.wavecast.core.stream.NoModel;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.sketches.contract.FakeClassifier;
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
import io.wavecast.testkit.fakes.RoutedForecasters;
import io.wavecast.testkit.pipelines.CountingPipeline;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/** The guarantees of every pipeline on its processor, which can crash. */
class PipelineContractsTest {
  private static PipelineUnderTest<?, ?, Event> events(EngineSettings settings) {
    return new PipelineUnderTest<>(
        settings.spec(), settings.models(), () -> 0, EngineContract::event);
  }

  private static <M> PipelineUnderTest<?, M, OutputRecord> outputs(
      PipelineSpec<?, M> spec, M model) {
    return new PipelineUnderTest<>(spec, model, () -> 0, output -> output);
  }

  @Nested
  class Forecasts extends RestartContract {
    @Override
    protected StreamUnderTest.Restartable<Event> start(EngineSettings settings) {
      return events(settings);
    }
  }

  @Nested
  class Backfills extends BackfillContract {
    @Override
    protected StreamUnderTest.Restartable<Event> start(EngineSettings settings) {
      return events(settings);
    }
  }

  @Nested
  class Expiry extends ExpiryContract {
    @Override
    protected StreamUnderTest.Restartable<OutputRecord> start(EngineSettings settings) {
      return outputs(settings.spec(), settings.models());
    }
  }

  @Nested
  class Silence extends SilenceContract {
    @Override
    protected StreamUnderTest<Event> start(EngineSettings settings) {
      return events(settings);
    }
  }

  @Nested
  class Labels extends LabelContract {
    @Override
    protected StreamUnderTest.Restartable<OutputRecord> start(EngineSettings settings) {
      return outputs(settings.spec(), settings.models());
    }
  }

  @Nested
  class Traces extends TraceContract {
    @Override
    protected StreamUnderTest<OutputRecord> start(EngineSettings settings) {
      return outputs(settings.spec(), settings.models());
    }
  }

  @Nested
  class Sketches extends SketchRestartContract {
    @Override
    protected StreamUnderTest.Restartable<SketchLabel> start(SketchSpec spec) {
      return new PipelineUnderTest<>(spec, new FakeClassifier(), () -> 0, SketchContract::label);
    }
  }

  /** A slice of 16 notes. */
  @Nested
  class Chorales extends ChoraleRestartContract {
    private final ChoraleSpec spec =
        new ChoraleSpec(ChoraleTopics.withPrefix("test."), 1 << 20, Duration.ZERO);

    @Override
    protected StreamUnderTest.Restartable<ChoraleEvent> start() {
      return new PipelineUnderTest<>(
          spec, new FakeComposer(), System::nanoTime, ChoraleContract::event);
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
      return outputs(spec, new RoutedForecasters());
    }
  }

  @Nested
  class Rates extends RateContract {
    @Override
    protected StreamUnderTest.Restartable<OutputRecord> start(ForecastSpec spec) {
      return outputs(spec, new RoutedForecasters());
    }
  }

  @Nested
  class Zones extends ZoneContract {
    @Override
    protected StreamUnderTest.Restartable<OutputRecord> start(ForecastSpec spec) {
      return outputs(spec, new RoutedForecasters());
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
}
