package dev.gridcast.benchmark.network;

import java.io.IOException;

/**
 * What a process whose heap was taken as a whole at its start takes of its machine.
 *
 * @param kilobytes outside of the heap, in kB (1,000 bytes), and of the heap what is in use when
 *     all that can go is gone
 * @param descriptors files that it has open
 */
record Weight(double kilobytes, long descriptors) {

  /** Weighs a process that knows the order {@code gc}. */
  static Weight of(Child process) throws IOException {
    double heap = Double.parseDouble(process.ask("gc")) / 1000;
    return new Weight(process.residentKilobytes() + heap, process.descriptors());
  }

  /** What has come since. */
  Weight since(Weight before) {
    return new Weight(kilobytes - before.kilobytes, descriptors - before.descriptors);
  }
}
