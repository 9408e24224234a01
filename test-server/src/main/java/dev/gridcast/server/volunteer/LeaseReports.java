package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.Failure;
import dev.gridcast.protocol.message.FailureKind;
import dev.gridcast.protocol.message.ModelOffer;
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
import org.jspecify.annotations.Nullable;

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
   * Whether a result's model is of any use: the rest of it can be read, it is not too large to be
   * one of its case, and it would be kept.
   */
  boolean isModelAwaited(Result result) {
    ModelOffer offer = result.model();
    return offer != null
        && isReadable(result)
        && tooLarge(result, offer).isEmpty()
        && desk.awaitsReport(result.lease());
  }

  private static boolean isReadable(Result result) {
    try {
      claim(result.resultJson());
      return true;
    } catch (ResultFileException | NoModelException e) {
      return false; // why not is said when it is stored
    }
  }

  /**
   * Stores a result for verification. One whose {@code result.json} cannot be read, or says that
   * there is no model, or whose model is too large to be one of its case, is stored as a failed
   * attempt: there is nothing in it to verify, nor to fill the disk with. One without a model is
   * kept as a claim where the experiment has a trainer of its own.
   *
   * @param model its model; null when it has none, or when that is not awaited
   */
  Reported result(Result result, @Nullable Blob model) {
    Claim claim;
    try {
      claim = claim(result.resultJson());
    } catch (ResultFileException | NoModelException e) {
      return badOutput(result, "result.json: " + e.getMessage());
    }
    ModelOffer offer = result.model();
    if (offer == null) {
      return reception.offer().trainerImage().isPresent()
          ? kept(result, claim)
          : badOutput(result, "model.safetensors: missing; a result counts only with its model");
    }
    Optional<String> tooLarge = tooLarge(result, offer);
    if (tooLarge.isPresent()) {
      return badOutput(result, tooLarge.get());
    }
    EndAnswer answer =
        model == null
            ? desk.reportUnawaited(result.lease())
            : desk.report(result.lease(), claim, result.resultJson(), model);
    return new Reported(answer, Optional.empty());
  }

  private Optional<String> tooLarge(Result result, ModelOffer offer) {
    OptionalInt most =
        reception.leasedCase(result.lease()).stream().mapToInt(reception::largestModel).findFirst();
    return most.isPresent() && offer.size() > most.getAsInt()
        ? Optional.of(
            "model.safetensors: it has "
                + offer.size()
                + " bytes, a model of this case at most "
                + most.getAsInt())
        : Optional.empty();
  }

  /** Stores a failed attempt: there is nothing to verify in the result. */
  Reported badOutput(Result result, String complaint) {
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
