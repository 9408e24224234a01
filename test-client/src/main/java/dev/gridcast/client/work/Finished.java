package dev.gridcast.client.work;

import dev.gridcast.protocol.message.Blob;
import org.jspecify.annotations.Nullable;

/**
 * A finished training as it came from the trainer.
 *
 * @param lease the lease under which the case was trained
 * @param resultJson the text of {@code result.json}
 * @param model the bytes of {@code model.safetensors}; null when the trainer returned none
 */
record Finished(String lease, String resultJson, @Nullable Blob model) {}
