/**
 * Checks of the running product, started by its launcher. They take minutes and need programs that
 * a build does not, so only a command that names them runs them: see deploy/README.md.
 */
package io.wavecast.deploy.live;
