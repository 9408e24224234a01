package dev.gridcast.benchmark;

import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.ForwardPass;
import dev.gridcast.trainer.network.InitialWeights;
import dev.gridcast.trainer.network.Safetensors;
import dev.gridcast.trainer.network.SafetensorsException;
import dev.gridcast.trainer.network.SeededRandom;
import dev.gridcast.trainer.network.Template;
import dev.gridcast.trainer.network.TemplateParameter;
import dev.gridcast.trainer.network.Tensor;
import dev.gridcast.trainer.network.Weights;
import dev.gridcast.trainer.sample.Range;
import dev.gridcast.trainer.sample.SampleException;
import dev.gridcast.trainer.series.SeriesCsv;
import dev.gridcast.trainer.series.SeriesException;
import dev.gridcast.trainer.series.TimeSeries;
import dev.gridcast.trainer.work.CaseParameters;
import dev.gridcast.trainer.work.CaseScorer;
import dev.gridcast.trainer.work.ModelCard;
import dev.gridcast.trainer.work.ParametersException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes models with their cards, inputs and our answers, for {@code benchmarks/check-pytorch.sh}.
 */
final class ModelFolders {

  private static final int ROWS = 400;
  private static final long FIRST = 1_463_544_000_000L;
  private static final long HOUR = 3_600_000L;

  private ModelFolders() {}

  /**
   * Writes them.
   *
   * @param args a folder to write to, one folder in it for each model; then folders of trained
   *     cases, or none for a model of every template that learns, of weights by chance
   */
  public static void main(String[] args)
      throws IOException,
          ParametersException,
          SeriesException,
          SampleException,
          SafetensorsException {
    Path target = Path.of(args[0]);
    for (int i = 1; i < args.length; i++) {
      trained(Path.of(args[i]), target);
    }
    if (args.length == 1) {
      for (Template template : Template.values()) {
        if (template.fitting() != Template.Fitting.NONE) {
          byChance(template, target);
        }
      }
    }
  }

  private static void trained(Path folder, Path target)
      throws IOException,
          ParametersException,
          SeriesException,
          SampleException,
          SafetensorsException {
    CaseParameters parameters =
        CaseParameters.parse(Files.readAllBytes(folder.resolve("parameters.csv")), "parameters");
    TimeSeries series =
        SeriesCsv.parse(Files.readAllBytes(folder.resolve("time-series.csv")), "series");
    CaseScorer scorer = CaseScorer.of(parameters, series);
    byte[] model = Files.readAllBytes(folder.resolve("model.safetensors"));
    write(
        target.resolve(folder.toAbsolutePath().normalize().getFileName().toString()),
        Safetensors.read(model, scorer.architecture()),
        Files.readAllBytes(folder.resolve("model-card.json")),
        scorer);
  }

  private static void byChance(Template template, Path target)
      throws IOException, ParametersException, SampleException {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("timeframe", "1h");
    texts.put("labels", "close");
    texts.put("price-columns", "close");
    texts.put("horizon", "2");
    texts.put("model", template.key());
    texts.put("lags", "24");
    texts.put("feature.close", "on");
    texts.put("feature.volume", "on");
    if (template.parameters().contains(TemplateParameter.LAYERS)) {
      texts.put("layers", "2");
    }
    if (template.parameters().contains(TemplateParameter.POOL)) {
      texts.put("pool", "2");
    }
    if (template.parameters().contains(TemplateParameter.DROPOUT)) {
      texts.put("dropout", "0.2");
    }
    if (template.fitting() == Template.Fitting.NETWORK) {
      texts.put("epochs", "1");
    }
    CaseParameters parameters = CaseParameters.of(texts);
    CaseScorer scorer = CaseScorer.of(parameters, market());
    byte[] card = ModelCard.write(parameters, scorer, Map.of(), Optional.empty());
    write(target.resolve(template.key()), weights(scorer.architecture()), card, scorer);
  }

  /** The first weights with chance added everywhere, since biases begin at 0. */
  private static Weights weights(Architecture architecture) {
    SeededRandom random = new SeededRandom(architecture.parameters());
    Map<String, float[]> values = new HashMap<>();
    for (Tensor tensor : InitialWeights.of(architecture, 1).tensors()) {
      float[] numbers = tensor.toArray();
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] += 0.1f * (random.nextFloat() - 0.5f);
      }
      values.put(tensor.shape().name(), numbers);
    }
    return Weights.of(architecture, values);
  }

  private static TimeSeries market() {
    SeededRandom random = new SeededRandom(5);
    long[] times = new long[ROWS];
    double[] close = new double[ROWS];
    double[] volume = new double[ROWS];
    double price = 100;
    for (int row = 0; row < ROWS; row++) {
      times[row] = FIRST + row * HOUR;
      price *= 1 + 0.02 * (random.nextFloat() - 0.5);
      close[row] = price;
      volume[row] = 1_000 * random.nextFloat();
    }
    return TimeSeries.of(times, Map.of("close", close, "volume", volume));
  }

  private static void write(Path folder, Weights weights, byte[] card, CaseScorer scorer)
      throws IOException, SampleException {
    float[] inputs = scorer.samples().samples(Range.VALIDATION).inputs();
    Files.createDirectories(folder);
    Files.write(folder.resolve("model.safetensors"), Safetensors.write(weights));
    Files.write(folder.resolve("model-card.json"), card);
    Files.write(folder.resolve("inputs.f32"), bytes(inputs));
    Files.write(folder.resolve("outputs.f32"), bytes(ForwardPass.of(weights).predict(inputs)));
  }

  private static byte[] bytes(float[] numbers) {
    byte[] bytes = new byte[numbers.length * Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(numbers);
    return bytes;
  }
}
