package dev.gridcast.trainer.feature;

/** What the numbers of a column measure, as far as it decides how they enter a network. */
public enum Quantity {
  /** A price level: close, a moving average. */
  PRICE,
  /** A difference of prices, in the prices' unit: ATR, MACD. */
  PRICE_DIFFERENCE,
  /** Anything else: a volume, an RSI, a return, an hour of the day. */
  PLAIN
}
