/** What every program knows of the cluster's topics and groups. */
@NullMarked
package io.wavecast.kafka;

import org.jspecify.annotations.NullMarked;
