package dev.gridcast.server.experiment;

import dev.gridcast.server.experiment.CaseProduct.Written;
import dev.gridcast.trainer.network.Template;
import dev.gridcast.trainer.work.SearchParameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the keys {@code parameters} and {@code models}: one product of ranges per model. */
final class ModelsReader {

  private static final List<String> KEYS =
      Arrays.stream(SearchParameter.values()).map(SearchParameter::key).toList();

  private static final List<String> ENTRY_KEYS =
      Stream.concat(KEYS.stream(), Stream.of(NeedsReader.KEY)).toList();

  private static final int MAX_ENTRIES = 100;

  /** What is written for all models. */
  private final Map<SearchParameter, Written> shared = new EnumMap<>(SearchParameter.class);

  /** Those of them that at least one model has a use for. */
  private final Set<SearchParameter> used = new LinkedHashSet<>();

  /** What is written that the cases of all models need. */
  private final CaseNeeds needs;

  private final NeedsPlan plan;

  private ModelsReader(CaseNeeds needs, NeedsPlan plan) {
    this.needs = needs;
    this.plan = plan;
  }

  /**
   * The products, in the order in which they are written; at least one.
   *
   * @param plan what the rest of the file says of their needs
   */
  static List<CaseProduct> read(Section top, NeedsPlan plan) throws ExperimentException {
    Optional<Value> written = top.find(NeedsReader.KEY);
    CaseNeeds needs =
        written.isPresent() ? NeedsReader.read(written.get(), CaseNeeds.NONE) : CaseNeeds.NONE;
    List<CaseProduct> products = new ModelsReader(needs, plan).products(top);
    if (written.isPresent()) {
      plan.refuseWithoutMeaning(written.get(), products.stream().anyMatch(CaseProduct::isNetwork));
    }
    return products;
  }

  private List<CaseProduct> products(Section top) throws ExperimentException {
    Optional<Value> parameters = top.find("parameters");
    if (parameters.isPresent()) {
      shared.putAll(ranges(parameters.get().section(KEYS)));
    }
    Optional<Value> models = top.find("models");
    if (models.isEmpty()) {
      return ofParameters(parameters.orElse(top.owner()));
    }
    Written model = shared.get(SearchParameter.MODEL);
    if (model != null) {
      throw model
          .where()
          .problem("stands beside models; name the model in each entry there instead");
    }
    List<CaseProduct> products = new ArrayList<>();
    for (Value entry : models.get().listOrOne()) {
      products.addAll(ofEntry(entry));
    }
    if (products.size() > MAX_ENTRIES) {
      throw models
          .get()
          .problem("names " + products.size() + " models; at most " + MAX_ENTRIES + " may be here");
    }
    refuseUnused();
    return products;
  }

  private static Map<SearchParameter, Written> ranges(Section section) throws ExperimentException {
    Map<SearchParameter, Written> ranges = new EnumMap<>(SearchParameter.class);
    for (SearchParameter parameter : SearchParameter.values()) {
      Optional<Value> range = section.find(parameter.key());
      if (range.isPresent()) {
        ranges.put(
            parameter,
            new Written(
                range.get(), RangeReader.read(new SearchRule(parameter), range.get()), true));
      }
    }
    return ranges;
  }

  /** All that is asked, where nothing is said entry by entry. */
  private List<CaseProduct> ofParameters(Value where) throws ExperimentException {
    List<Template> models = models(shared);
    List<CaseProduct> products = new ArrayList<>();
    for (Template model : models) {
      for (Map.Entry<SearchParameter, Written> entry : shared.entrySet()) {
        if (!entry.getKey().appliesTo(model)) {
          throw meaningless(
              entry.getValue(),
              model,
              models.size() > 1
                  ? "write models: with an entry for each, and it into those that take it"
                  : "remove it");
        }
      }
      products.add(product(where, model, shared, needs));
    }
    return products;
  }

  private List<CaseProduct> ofEntry(Value entry) throws ExperimentException {
    if (!entry.isMapping()) {
      throw entry.problem(
          "each entry names its model and its ranges, like {model: lstm, units: 32}");
    }
    Section section = entry.section(ENTRY_KEYS);
    Map<SearchParameter, Written> own = ranges(section);
    if (!own.containsKey(SearchParameter.MODEL)) {
      throw section.missing(
          "model", "write which one the entry is for, like {model: lstm, units: 32}");
    }
    CaseNeeds all = needs;
    Optional<Value> ownNeeds = section.find(NeedsReader.KEY);
    if (ownNeeds.isPresent()) {
      all = NeedsReader.read(ownNeeds.get(), needs);
      plan.refuseWithoutMeaning(
          ownNeeds.get(),
          models(own).stream().anyMatch(m -> m.fitting() == Template.Fitting.NETWORK));
    }
    List<CaseProduct> products = new ArrayList<>();
    for (Template model : models(own)) {
      for (Map.Entry<SearchParameter, Written> range : own.entrySet()) {
        if (!range.getKey().appliesTo(model)) {
          throw meaningless(range.getValue(), model, "remove it");
        }
      }
      products.add(product(entry, model, own, all));
    }
    return products;
  }

  private static List<Template> models(Map<SearchParameter, Written> ranges) {
    Written written = ranges.get(SearchParameter.MODEL);
    if (written == null) {
      return List.of(Template.LSTM);
    }
    List<Template> models = new ArrayList<>();
    for (long i = 0; i < written.values().size(); i++) {
      models.add(SearchParameter.template(Map.of("model", written.values().at(i))));
    }
    return models;
  }

  /**
   * One product: what the entry says itself, and what is said for all and means something here.
   *
   * @param own what the entry says, all of it fit for the model
   */
  private CaseProduct product(
      Value where, Template model, Map<SearchParameter, Written> own, CaseNeeds all)
      throws ExperimentException {
    Map<SearchParameter, Written> ranges = new EnumMap<>(SearchParameter.class);
    ranges.putAll(own);
    shared.forEach(
        (parameter, range) -> {
          if (parameter.appliesTo(model)) {
            ranges.putIfAbsent(parameter, range);
          }
        });
    ranges.remove(SearchParameter.MODEL);
    CaseProduct product = new CaseProduct(where, model, ranges, all);
    for (Map.Entry<SearchParameter, Written> range : List.copyOf(ranges.entrySet())) {
      SearchParameter parameter = range.getKey();
      if (!meant(product, parameter, range.getValue(), own.containsKey(parameter))) {
        ranges.remove(parameter);
      }
    }
    ranges.forEach(
        (parameter, range) -> {
          if (range.equals(shared.get(parameter))) {
            used.add(parameter);
          }
        });
    return new CaseProduct(where, model, ranges, all);
  }

  /**
   * Whether a range means something to the product, where another parameter decides that.
   *
   * @param own whether the entry itself says it, so that it must
   */
  private boolean meant(CaseProduct product, SearchParameter parameter, Written range, boolean own)
      throws ExperimentException {
    if (parameter.governor().isEmpty()) {
      return true;
    }
    SearchParameter governor = parameter.governor().get();
    ValueRange values = product.values(governor);
    boolean some = RangeOverlap.contains(values, parameter.governing());
    if (some && values.size() == 1) {
      return true;
    }
    if (!some && !own) {
      return false;
    }
    String remedy =
        some
            ? "; give the cases of "
                + governor.key()
                + " "
                + parameter.governing()
                + " an entry of models: of their own"
            : "; write " + governor.key() + ": " + parameter.governing() + ", or remove it";
    throw range
        .where()
        .problem(
            "means nothing where "
                + governor.key()
                + " is "
                + otherThan(parameter.governing(), values)
                + remedy);
  }

  private static String otherThan(String governing, ValueRange values) {
    List<String> others = new ArrayList<>();
    for (long i = 0; i < values.size(); i++) {
      others.add(values.at(i));
    }
    others.remove(governing);
    return String.join(" or ", others);
  }

  private void refuseUnused() throws ExperimentException {
    for (Map.Entry<SearchParameter, Written> entry : shared.entrySet()) {
      if (!used.contains(entry.getKey())) {
        throw entry
            .getValue()
            .where()
            .problem("no entry of models takes it from here; remove it, or write it into an entry");
      }
    }
  }

  private static ExperimentException meaningless(Written range, Template model, String remedy) {
    String taken =
        Arrays.stream(SearchParameter.values())
            .filter(p -> p != SearchParameter.MODEL && p.appliesTo(model))
            .map(SearchParameter::key)
            .collect(Collectors.joining(", "));
    return range
        .where()
        .problem(
            "means nothing to the model "
                + model.key()
                + "; "
                + remedy
                + " ("
                + model.key()
                + " takes "
                + (taken.isEmpty() ? "no parameter" : taken)
                + ")");
  }
}
