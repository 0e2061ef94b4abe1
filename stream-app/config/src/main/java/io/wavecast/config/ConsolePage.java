package io.wavecast.config;

/**
 * A page that a {@link PipelineModule} adds to the console. It writes JSON records to one topic,
 * and shows the records of the same key on another.
 *
 * @param name in its address, lower-case letters
 * @param title of the page and of its link
 * @param script its JavaScript, a resource of the module: an absolute path
 * @param enabled whether its pipeline runs, and so whether the console has the page
 * @param input topic that it writes
 * @param output topic that it reads
 */
public record ConsolePage(
    String name,
    String title,
    String script,
    Key<Boolean> enabled,
    ModuleTopic input,
    ModuleTopic output) {}
