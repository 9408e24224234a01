package dev.gridcast.server.verify;

import dev.gridcast.server.store.Fingerprint;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.work.CaseParameters;
import dev.gridcast.trainer.work.Provenance;
import java.util.Optional;

/**
 * Holds what a result says of its origin against the server's own record of the case. A volunteer
 * can write anything there; what does not even fit is found out here, and what fits binds it: it
 * says by what the result is compared with another training.
 */
final class OriginCheck {

  /** Before what an operator's own trainer calls itself: no name of it promises the same bits. */
  static final String OWN = "own:";

  private static final int LONGEST_NAME = 40;
  private static final int SHOWN_OF_A_HASH = 12;

  private final String datasetSha256;
  private final boolean ownTrainer;

  /**
   * @param datasetSha256 of {@code time-series.csv} as volunteers get it
   * @param ownTrainer whether the operator's own image trains, of which less is known
   */
  OriginCheck(String datasetSha256, boolean ownTrainer) {
    this.datasetSha256 = datasetSha256;
    this.ownTrainer = ownTrainer;
  }

  /**
   * A result's origin.
   *
   * @param told what the result says of it
   * @param modelSha256 of the weights, in their one canonical file
   * @param fileSha256 of the bytes that came, which may hold the same weights in another order
   * @param architecture of the case
   */
  record Origin(
      Provenance told, String modelSha256, String fileSha256, Architecture architecture) {}

  /**
   * What is wrong with it; empty when it fits.
   *
   * @param published the case as its volunteer was told it
   */
  Optional<Judgement.Rejected> wrong(Origin origin, CaseParameters published) {
    Provenance told = origin.told();
    Optional<String> engine =
        Engines.strange(told, published, origin.architecture(), ownTrainer)
            .map(what -> "result.json: " + what);
    if (engine.isPresent()) {
      return engine.map(Judgement.Rejected::unusable);
    }
    return other("dataset", told.datasetSha256(), datasetSha256)
        .or(() -> ownTrainer ? Optional.empty() : otherCase(told, published))
        .or(
            () ->
                told.modelSha256().equals(origin.fileSha256())
                    ? Optional.empty()
                    : other("model", told.modelSha256(), origin.modelSha256()))
        .map(Judgement.Rejected::lie);
  }

  /** What an image hashes as its parameters, and whether it has a seed, is its own business. */
  private static Optional<String> otherCase(Provenance told, CaseParameters published) {
    return other("parameters", told.parametersSha256(), Sha256.of(published.toCsv()))
        .or(
            () ->
                told.seed() == published.seed()
                    ? Optional.empty()
                    : Optional.of(
                        "result.json: trained with seed "
                            + told.seed()
                            + ", the case has "
                            + published.seed()));
  }

  private static Optional<String> other(String what, String told, String known) {
    return told.equals(known)
        ? Optional.empty()
        : Optional.of(
            "result.json: it is of another "
                + what
                + ": SHA-256 "
                + told.substring(0, Math.min(told.length(), SHOWN_OF_A_HASH))
                + "..., expected "
                + known.substring(0, SHOWN_OF_A_HASH)
                + "...");
  }

  /** What another training of the same case is held against. */
  Fingerprint fingerprint(Origin origin) {
    Provenance told = origin.told();
    boolean nothing = origin.architecture().parameters() == 0;
    String engine = harmless(told.engine());
    return new Fingerprint(
        nothing ? Engines.NONE : ownTrainer ? OWN + engine : engine,
        harmless(told.engineVersion()),
        device(told),
        origin.modelSha256());
  }

  private static String device(Provenance told) {
    return (Engines.onGraphicsCard(told) ? "cuda " : "cpu ") + harmless(told.arch());
  }

  /** The same in few and plain characters: it goes into tables, terminals and files. */
  static String harmless(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9 ._+-]", "?");
    return plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
  }
}
