/** Rolling-origin backtests of forecasters on recorded series, against simple methods. */
@NullMarked
package io.wavecast.trainer.backtest;

import org.jspecify.annotations.NullMarked;
