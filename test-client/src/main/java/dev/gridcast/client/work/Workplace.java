package dev.gridcast.client.work;

import dev.gridcast.client.cache.DatasetCache;
import dev.gridcast.client.runtime.TrainerRuntime;

/**
 * What this machine brings along. The caller opens and closes it.
 *
 * @param runtime where trainers run
 * @param cache the data sets that are here
 * @param folders where the cases in training lie
 * @param outbox where finished results wait for their server
 * @param record what this volunteer has done so far
 */
public record Workplace(
    TrainerRuntime runtime,
    DatasetCache cache,
    WorkFolders folders,
    Outbox outbox,
    VolunteerRecord record) {}
