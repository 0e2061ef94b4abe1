/** The rights that each command needs on a cluster with an authorizer, and their check. */
@NullMarked
package io.wavecast.kafka.acl;

import org.jspecify.annotations.NullMarked;
