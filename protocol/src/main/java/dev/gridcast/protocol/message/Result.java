package dev.gridcast.protocol.message;

/**
 * A finished training. Everything in it is a claim until the server has verified it.
 *
 * @param lease the lease under which the case was trained
 * @param resultJson the text of {@code result.json}
 * @param model the bytes of {@code model.safetensors}
 */
public record Result(String lease, String resultJson, Blob model) implements Message {

  public Result {
    Checks.identity("lease", lease);
    Checks.text("resultJson", resultJson, Limits.MAX_RESULT_JSON);
    Checks.between(
        "the size of model", Checks.present("model", model).size(), 0, Limits.MAX_BLOB_BYTES);
  }
}
