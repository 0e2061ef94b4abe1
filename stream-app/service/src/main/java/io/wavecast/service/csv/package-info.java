/** Series in CSV files. */
@NullMarked
package io.wavecast.service.csv;

import org.jspecify.annotations.NullMarked;
