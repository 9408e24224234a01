package dev.gridcast.server.insight;

import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.experiment.OwnParameters;
import dev.gridcast.trainer.work.WorkFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The work folder of a case, to train it again by hand: the two files as a volunteer gets them, of
 * the published rows alone, and how to go on. The same case gives the same bytes.
 */
final class WorkZip {

  /** What to run in a checkout. */
  static final String COMMAND = "./gridcast trainer run WORKDIR";

  /** ZIP files begin to count then; no clock of ours is anybody's business. */
  private static final LocalDateTime NEVER = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final Experiment experiment;

  WorkZip(Experiment experiment) {
    this.experiment = experiment;
  }

  void write(long index, Map<String, String> parameters, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    add(zip, WorkFolder.PARAMETERS, csv(OwnParameters.published(parameters)));
    add(zip, WorkFolder.SERIES, experiment.dataset().published());
    add(zip, "README.txt", readme(index).getBytes(StandardCharsets.UTF_8));
    zip.finish();
    zip.flush();
  }

  private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NEVER);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  /** As the client writes it, character by character. */
  private static byte[] csv(Map<String, String> parameters) {
    StringBuilder csv = new StringBuilder("parameter,value\r\n");
    parameters.forEach(
        (name, value) -> csv.append(field(name)).append(',').append(field(value)).append("\r\n"));
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String field(String text) {
    boolean plain =
        text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
            && text.equals(text.strip());
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private String readme(long index) {
    return String.format(
        Locale.ROOT,
        """
        Case %d of the experiment %s, as a volunteer gets it.

        parameters.csv    every parameter of the case
        time-series.csv   the training and validation rows; SHA-256
                          %s

        To train it by hand, unpack this into a folder WORKDIR and run in a checkout of Gridcast

            %s

        which writes result.json and model.safetensors beside these files. The engine vector comes
        to the same bits on every machine: compare modelSha256 in result.json with the one on the
        case's page. The rows that the model is ranked on are not here: they never leave the server.
        """,
        index,
        experiment.name(),
        experiment.dataset().publishedSha256(),
        COMMAND);
  }
}
