package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.Failure;
import dev.gridcast.protocol.message.FailureKind;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.server.lease.EndAnswer;
import dev.gridcast.server.lease.LeaseDesk;
import dev.gridcast.server.store.Claim;
import dev.gridcast.trainer.work.ResultFile;
import dev.gridcast.trainer.work.ResultFileException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/** Brings what volunteers return to the desk, as far as it can be read. */
final class LeaseReports {

  private final Reception reception;
  private final LeaseDesk desk;

  LeaseReports(Reception reception) {
    this.reception = reception;
    this.desk = reception.desk();
  }

  /**
   * What became of a result.
   *
   * @param answer what the desk said
   * @param verdict why there is nothing to verify, when there is not: a refusal, or a claim
   */
  record Reported(EndAnswer answer, Optional<Verdict> verdict) {}

  /**
   * Stores a result for verification. One whose {@code result.json} cannot be read, or says that
   * there is no model, or whose model is too large to be one of its case, is stored as a failed
   * attempt: there is nothing in it to verify, nor to fill the disk with. One without a model is
   * kept as a claim where the experiment has a trainer of its own.
   */
  Reported result(Result result) {
    Claim claim;
    try {
      claim = claim(result.resultJson());
    } catch (ResultFileException | NoModelException e) {
      return badOutput(result, "result.json: " + e.getMessage());
    }
    Blob model = result.model();
    if (model == null) {
      return reception.offer().trainerImage().isPresent()
          ? kept(result, claim)
          : badOutput(result, "model.safetensors: missing; a result counts only with its model");
    }
    OptionalInt most =
        reception.leasedCase(result.lease()).stream().mapToInt(reception::largestModel).findFirst();
    if (most.isPresent() && model.size() > most.getAsInt()) {
      return badOutput(
          result,
          "model.safetensors: it has "
              + model.size()
              + " bytes, a model of this case at most "
              + most.getAsInt());
    }
    return new Reported(
        desk.report(result.lease(), claim, result.resultJson(), model), Optional.empty());
  }

  private Reported badOutput(Result result, String complaint) {
    String reason = HelloCheck.harmless(complaint);
    EndAnswer answer = desk.fail(result.lease(), FailureKind.BAD_OUTPUT.name(), reason, "");
    return new Reported(
        answer,
        answer instanceof EndAnswer.Stored stored
            ? Optional.of(Verdict.rejected(result.lease(), stored.caseIndex(), reason))
            : Optional.empty());
  }

  /** A result without a model from a trainer of the operator's own. */
  private Reported kept(Result result, Claim claim) {
    EndAnswer answer = desk.claim(result.lease(), claim, result.resultJson());
    return new Reported(
        answer,
        answer instanceof EndAnswer.Stored stored
            ? Optional.of(Verdict.claim(result.lease(), stored.caseIndex(), LeaseDesk.NO_MODEL))
            : Optional.empty());
  }

  private static Claim claim(String resultJson) throws ResultFileException, NoModelException {
    ResultFile file = ResultFile.parse(resultJson.getBytes(StandardCharsets.UTF_8));
    if (!(file instanceof ResultFile.Trained trained)) {
      ResultFile.Failed failed = (ResultFile.Failed) file;
      throw new NoModelException(failed.kind() + ": " + failed.reason());
    }
    return new Claim(
        trained.validation().model().rmse(),
        trained.epochs(),
        trained.bestEpoch(),
        trained.seconds(),
        HelloCheck.harmless(
            trained.provenance().engine() + " " + trained.provenance().engineVersion()));
  }

  /** A result that says itself that there is no model. */
  private static final class NoModelException extends Exception {

    private static final long serialVersionUID = 1L;

    NoModelException(String message) {
      super(message);
    }
  }

  /** Stores a failed attempt. */
  EndAnswer failure(Failure failure) {
    String kind = failure.kind().name();
    String reason = HelloCheck.harmless(failure.reason());
    return failure.kind() == FailureKind.CLIENT_FAULT
        ? desk.clientFault(failure.lease(), kind, reason, failure.log())
        : desk.fail(failure.lease(), kind, reason, failure.log());
  }
}
