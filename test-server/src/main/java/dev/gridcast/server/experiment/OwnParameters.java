package dev.gridcast.server.experiment;

import dev.gridcast.trainer.work.CaseParameters;
import dev.gridcast.trainer.work.ParametersException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells the parameters of a case that are everybody's from those that only an operator's own
 * trainer image understands: the latter have names that begin with {@code trainer.}, are handed to
 * that image, and mean nothing to this server.
 */
public final class OwnParameters {

  /** What the names of an image's own parameters begin with in {@code parameters.csv}. */
  static final String PREFIX = "trainer.";

  /** What the names of parameters begin with that tell where the confirmation range is. */
  private static final String SECRET_PREFIX = "confirmation-";

  private OwnParameters() {}

  /** The part of a case that volunteers may see: not where the confirmation range begins. */
  public static Map<String, String> published(Map<String, String> parameters) {
    Map<String, String> told = new LinkedHashMap<>(parameters);
    told.keySet().removeIf(name -> name.startsWith(SECRET_PREFIX));
    return told;
  }

  /**
   * The case as this server understands it.
   *
   * @throws ParametersException when that is no case
   */
  public static CaseParameters without(Map<String, String> parameters) throws ParametersException {
    Map<String, String> understood = new LinkedHashMap<>(parameters);
    understood.keySet().removeIf(name -> name.startsWith(PREFIX));
    return CaseParameters.of(understood);
  }
}
