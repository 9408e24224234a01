package dev.gridcast.server.interop;

/**
 * What a peer in JavaScript says that it has seen; {@code peer.mjs} makes it.
 *
 * @param key its own key, as text
 * @param protocol the version that the server's welcome named
 * @param fetched how many bytes the blob from the server had
 * @param fetchedSha256 and their hash, as the peer reckons it
 * @param gift how many bytes it gave to the server
 * @param giftSha256 and their hash
 * @param largestFrame the largest piece that came through the data channel, in bytes
 */
record Seen(
    String key,
    int protocol,
    long fetched,
    String fetchedSha256,
    long gift,
    String giftSha256,
    int largestFrame) {}
