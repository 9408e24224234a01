package dev.gridcast.trainer.evaluate;

import java.util.OptionalDouble;

/**
 * A model's errors over one range, beside those of the persistence forecast over the same rows.
 *
 * @param samples how many rows were forecast
 * @param model the model's errors
 * @param persistence the errors of "next = last"
 * @param skill {@code 1 - model.rmse / persistence.rmse}: 1 is perfect, 0 is no better than
 *     persistence, negative is worse; empty if persistence made no error at all
 */
public record Evaluation(int samples, Metrics model, Metrics persistence, OptionalDouble skill) {}
