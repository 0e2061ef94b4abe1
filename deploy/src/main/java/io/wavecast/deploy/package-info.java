/** Generates grafana/ from the declarations in code, and checks the files of deploy/. */
@NullMarked
package io.wavecast.deploy;

import org.jspecify.annotations.NullMarked;
