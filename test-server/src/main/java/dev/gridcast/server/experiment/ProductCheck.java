package dev.gridcast.server.experiment;

import dev.gridcast.server.experiment.CaseProduct.Written;
import dev.gridcast.trainer.work.SearchParameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** Refuses products that have a case in common: no case may come twice. */
final class ProductCheck {

  private ProductCheck() {}

  /**
   * @param products complete ones, so that a value written here and meant there is seen as one
   */
  static void refuseOverlaps(List<CaseProduct> products) throws ExperimentException {
    for (int i = 0; i < products.size(); i++) {
      for (int j = 0; j < i; j++) {
        Optional<String> common = common(products.get(j), products.get(i));
        if (common.isPresent()) {
          int line = products.get(j).where().line();
          throw products
              .get(i)
              .where()
              .problem(
                  "the case "
                      + common.get()
                      + " comes twice, here and from the entry on line "
                      + line
                      + "; change a range or remove one of the entries");
        }
      }
    }
  }

  /**
   * A case of both, in words. Two products of one model share a case exactly if every parameter has
   * a value in common: one that only one of them has means nothing to the cases they could share.
   */
  private static Optional<String> common(CaseProduct one, CaseProduct other) {
    if (one.model() != other.model()) {
      return Optional.empty();
    }
    StringJoiner words = new StringJoiner(", ", one.model().key(), "");
    words.setEmptyValue(one.model().key());
    for (Map.Entry<SearchParameter, Written> entry : one.ranges().entrySet()) {
      Written there = other.ranges().get(entry.getKey());
      if (there == null) {
        continue;
      }
      ValueRange here = entry.getValue().values();
      Optional<String> common = RangeOverlap.common(here, there.values());
      if (common.isEmpty()) {
        return Optional.empty();
      }
      if (here.size() > 1 || there.values().size() > 1) {
        words.add(
            (words.length() == one.model().key().length() ? " of " : "")
                + entry.getKey().key()
                + " "
                + common.get());
      }
    }
    return Optional.of(words.toString());
  }
}
