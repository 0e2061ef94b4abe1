package io.wavecast.core.stream;

/**
 * A pipeline whose topics hold other formats than JSON. The pipeline itself, and the engine, know
 * JSON only: values are translated where they enter and leave. Dead letters are not translated.
 *
 * @param spec the pipeline
 * @param decoder of the input topic
 * @param encoder of the output topics
 */
public record TranslatedSpec<I, M>(
    PipelineSpec<I, M> spec, ValueDecoder decoder, ValueEncoder encoder)
    implements PipelineSpec<I, M> {
  @Override
  public PipelineIo<I> io() {
    PipelineIo<I> io = spec.io();
    return io.withFormat(new DecodedInput<>(io.format(), decoder));
  }

  @Override
  public Pipeline<I> create(M model, PipelineContext context) {
    Emitter encoding = output -> context.emitter().emit(encoded(output));
    return spec.create(
        model,
        new PipelineContext(context.store(), encoding, context.metrics(), context.nanoClock()));
  }

  private OutputRecord encoded(OutputRecord output) {
    byte[] json = output.value();
    return json == null ? output : output.withValue(encoder.encode(output.topic(), json));
  }
}
