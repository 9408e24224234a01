package dev.gridcast.server.store;

/**
 * What a training left behind that another training of the same case can be held against.
 *
 * @param engine the training engine, as its provenance names it: {@code vector}, {@code dl4j},
 *     {@code closed-form}, {@code none}, or what an operator's own trainer calls itself
 * @param version the engine's version
 * @param device where it computed: {@code cpu} or {@code cuda} with the processor's architecture
 * @param modelSha256 SHA-256 in hex of the returned weights, computed by the server from their
 *     bytes, never the volunteer's word
 */
public record Fingerprint(String engine, String version, String device, String modelSha256) {}
