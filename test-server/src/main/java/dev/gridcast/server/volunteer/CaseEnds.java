package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.ErrorCode;
import dev.gridcast.protocol.message.Failure;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.ProtocolError;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.server.lease.EndAnswer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The ends of one client's cases: each report is brought to the desk and acknowledged when that has
 * stored it, or its lease is said to be lost; whoever waits for a case or a result hears of it.
 */
final class CaseEnds implements ResultIntake.Sink {

  private final Reception reception;
  private final LeaseReports reports;
  private final HeldLeases held;
  private final VerdictTeller verdicts;
  private final Voice voice;
  private final Supplier<String> name;

  /**
   * @param name who the client is, for people
   */
  CaseEnds(
      Reception reception,
      LeaseReports reports,
      HeldLeases held,
      VerdictTeller verdicts,
      Voice voice,
      Supplier<String> name) {
    this.reception = reception;
    this.reports = reports;
    this.held = held;
    this.verdicts = verdicts;
    this.voice = voice;
    this.name = name;
  }

  @Override
  public void whole(Result result, @Nullable Blob model) {
    store(result, () -> reports.result(result, model));
  }

  @Override
  public void useless(Result result, String complaint) {
    store(result, () -> reports.badOutput(result, complaint));
  }

  private void store(Result result, Supplier<LeaseReports.Reported> report) {
    AtomicReference<LeaseReports.Reported> stored = new AtomicReference<>();
    verdicts.acknowledge(
        () -> {
          LeaseReports.Reported reported = report.get();
          if (answer(result.lease(), reported.answer())) {
            stored.set(reported);
          }
        });
    LeaseReports.Reported reported = stored.get();
    if (reported == null) {
      return;
    }
    if (reported.verdict().isEmpty()) {
      reception.resultStored();
    } else {
      Verdict verdict = reported.verdict().get();
      String word = verdict.kind() == Verdict.Kind.CLAIMED ? " " : " rejected: ";
      reception.announce(
          "case " + verdict.caseIndex() + " by " + name.get() + word + verdict.reason());
      voice.say(verdict);
      reception.caseCameFree();
    }
  }

  /** Stores a failure; whether it was acknowledged. */
  boolean failure(Failure failure) {
    EndAnswer answer = reports.failure(failure);
    if (!answer(failure.lease(), answer)) {
      return false;
    }
    reception.announce(
        name.get()
            + " could not train its case: "
            + failure.kind()
            + ": "
            + HelloCheck.harmless(failure.reason()));
    reception.caseCameFree();
    return true;
  }

  void giveBack(GiveBack giveBack) {
    if (answer(giveBack.lease(), reception.desk().giveBack(giveBack.lease()))) {
      reception.caseCameFree();
    }
  }

  /** Acknowledges the end of a lease, or says that it was lost; whether it was acknowledged. */
  private boolean answer(String lease, EndAnswer answer) {
    held.ended(lease);
    if (answer instanceof EndAnswer.LeaseLost lost) {
      voice.say(new ProtocolError(ErrorCode.LEASE_LOST, lost.reason(), lease));
      return false;
    }
    voice.say(new Accepted(lease, reception.standings().best()));
    return true;
  }
}
