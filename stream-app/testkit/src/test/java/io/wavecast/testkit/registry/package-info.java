/** Schema registries, and producers and consumers that know nothing of Wavecast. */
@NullMarked
package io.wavecast.testkit.registry;

import org.jspecify.annotations.NullMarked;
