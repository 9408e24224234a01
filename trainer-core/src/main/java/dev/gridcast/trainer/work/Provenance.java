package dev.gridcast.trainer.work;

import java.time.Instant;

/**
 * Where a model comes from: enough to train it again and to compare the bits.
 *
 * @param gridcastVersion the trainer's version
 * @param engine the training engine's name
 * @param engineVersion its library's version
 * @param datasetSha256 of the bytes of {@code time-series.csv}, in hex
 * @param parametersSha256 of the canonical {@code parameters.csv} ({@link CaseParameters#toCsv}),
 *     in hex
 * @param modelSha256 of {@code model.safetensors}, in hex
 * @param seed of the first weights
 * @param java version and vendor of the JVM
 * @param os operating system and its version
 * @param arch of the machine
 * @param cpu the processor's name, or {@code unknown}
 * @param startedAt when the training began
 * @param finishedAt when it ended
 */
public record Provenance(
    String gridcastVersion,
    String engine,
    String engineVersion,
    String datasetSha256,
    String parametersSha256,
    String modelSha256,
    long seed,
    String java,
    String os,
    String arch,
    String cpu,
    Instant startedAt,
    Instant finishedAt) {}
