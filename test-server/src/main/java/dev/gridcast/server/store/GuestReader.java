package dev.gridcast.server.store;

import java.util.List;
import java.util.Optional;

/**
 * Questions about invites and members at one moment. Asked of a {@link GuestWriter}, {@code
 * invite}, {@code inviteNamed} and {@code member} also keep what they return from being changed by
 * others until the change is over.
 */
public interface GuestReader {

  /** All invites of a server, the oldest first, with those that are good for nothing any more. */
  List<IssuedInvite> invites(String server);

  /** The invite of a server whose secret has this SHA-256, in hexadecimal. */
  Optional<IssuedInvite> invite(String server, String secretSha256);

  /** The invite of a server that has this name and was not revoked. */
  Optional<IssuedInvite> inviteNamed(String server, String name);

  /** The keys that have used an invite, the first first. */
  List<String> usersOf(long invite);

  /** A key that was at the door before, or that the operator named. */
  Optional<Member> member(String id);

  /** All of them: those that wait first, then by the time since when they stand so. */
  List<Member> members();

  /** Those that wait for the operator, the longest first. */
  List<Member> pending(int limit);

  /** Those that may not be connected: banned, or outside again. */
  List<Member> barred();
}
