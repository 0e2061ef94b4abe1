package io.wavecast.config;

import io.wavecast.onnx.run.ModelKind;
import io.wavecast.onnx.run.OnnxModel;

/**
 * Which model a pipeline runs on.
 *
 * @param key names the shipped one or a file
 * @param kind of model
 */
public record ModelSetting<M extends OnnxModel<?>>(Key<String> key, ModelKind<?, M> kind) {}
