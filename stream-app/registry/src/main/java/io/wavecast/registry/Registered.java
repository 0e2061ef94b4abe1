package io.wavecast.registry;

/**
 * A schema under a subject.
 *
 * @param id which values carry
 * @param schema the schema
 */
public record Registered(int id, SchemaText schema) {}
