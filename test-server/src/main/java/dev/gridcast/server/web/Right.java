package dev.gridcast.server.web;

/** What a route asks of whoever calls it, from the least to the most. */
enum Right {
  /** Nothing: whoever reaches the server. */
  NOTHING,
  /** To read: an operator or a reader, and on the operator's own machine everybody. */
  READ,
  /**
   * To see the prices of the confirmation range: an operator, and on the operator's own machine
   * everybody. It never leaves the server to strangers, and readers elsewhere are that.
   */
  CONFIRMATION,
  /** To change something: an operator. */
  ACT
}
