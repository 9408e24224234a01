/**
 * Large bytes by their SHA-256, in pieces and both ways: a data set to a volunteer, a model to the
 * server. {@link dev.gridcast.protocol.blob.BlobSource} is what may be asked for, {@link
 * dev.gridcast.protocol.blob.PartialBlobs} keeps on disk what has come of a blob so far, {@link
 * dev.gridcast.protocol.blob.BlobExchange} is the conversation about them on one connection.
 *
 * <p>A transfer that was cut goes on where it ended, at any byte of the encoded stream. Only what
 * has arrived takes memory or disk; nothing is decoded before all of it is here, never more than
 * was announced, and nobody gets a file to see whose SHA-256 is another one.
 *
 * <p>What must never be here: leases, cases, a rule about who may have what. Only this room knows
 * Zstandard. Start reading at {@link dev.gridcast.protocol.blob.BlobExchange}.
 */
@NullMarked
package dev.gridcast.protocol.blob;

import org.jspecify.annotations.NullMarked;
