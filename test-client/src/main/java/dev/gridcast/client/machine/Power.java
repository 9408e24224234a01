package dev.gridcast.client.machine;

/** Where the electricity comes from. */
public enum Power {
  /** From the mains; a machine without a battery is always here. */
  MAINS,
  /** From a battery that is being emptied. */
  BATTERY
}
