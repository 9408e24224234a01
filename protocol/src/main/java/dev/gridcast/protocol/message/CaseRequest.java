package dev.gridcast.protocol.message;

/** Asks for work; answered by {@link Assignment} or {@link NothingNow}. */
public record CaseRequest() implements Message {}
