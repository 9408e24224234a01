package dev.gridcast.server.cli;

import dev.gridcast.server.admission.AdmissionMode;
import dev.gridcast.server.volunteer.KeyQuotas;

/**
 * Who may join a server, and how much each may ask of it.
 *
 * @param mode who may join
 * @param quotas how much one key may ask
 */
record AdmissionPlan(AdmissionMode mode, KeyQuotas quotas) {

  /** What holds when the operator says nothing. */
  static final AdmissionPlan STANDARD = new AdmissionPlan(AdmissionMode.OPEN, KeyQuotas.STANDARD);
}
