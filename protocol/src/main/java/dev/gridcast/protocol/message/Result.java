package dev.gridcast.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * A finished training. Everything in it is a claim until the server has verified it.
 *
 * @param lease the lease under which the case was trained
 * @param resultJson the text of {@code result.json}
 * @param model what became of {@code model.safetensors}; null when the experiment's own trainer
 *     returned none
 */
public record Result(String lease, String resultJson, @Nullable ModelOffer model)
    implements Message {

  public Result {
    Checks.identity("lease", lease);
    Checks.text("resultJson", resultJson, Limits.MAX_RESULT_JSON);
  }
}
