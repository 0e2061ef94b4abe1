/** Networks: architecture, loss, the graph that is trained, how a step is run. */
@NullMarked
package io.wavecast.trainer.net;

import org.jspecify.annotations.NullMarked;
