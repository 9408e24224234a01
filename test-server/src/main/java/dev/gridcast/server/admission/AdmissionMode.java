package dev.gridcast.server.admission;

/** Who may join a server. Whoever has joined may come again in every mode. */
public enum AdmissionMode {
  /** Anyone with a valid invite. */
  OPEN,
  /** Anyone with a valid invite, once the operator has accepted the key. */
  APPROVE,
  /** Those whom the operator has named. */
  CLOSED
}
