package dev.gridcast.server.store.jdbc;

import java.util.List;

/** The questions about invites and members in SQL, in the words of one database. */
final class GuestQuestions {

  private static final String INVITES =
      "SELECT i.id, i.server, i.name, i.secret_sha256, i.made_at, i.expires_at, i.uses,"
          + " i.revoked_at, (SELECT count(*) FROM invite_use u WHERE u.invite = i.id)"
          + " FROM invite i";

  private static final String MEMBERS =
      "SELECT m.id, m.state, m.since, m.invite, (SELECT i.name FROM invite i WHERE i.id = m.invite),"
          + " m.banned_at, m.ban_reason, (SELECT v.name FROM volunteer v WHERE v.id = m.id)"
          + " FROM member m";

  final String invites = INVITES + " WHERE i.server = ? ORDER BY i.id";
  final String invite = INVITES + " WHERE i.server = ? AND i.secret_sha256 = ?";
  final String inviteNamed =
      INVITES + " WHERE i.server = ? AND i.name = ? AND i.revoked_at IS NULL";
  final String usersOf =
      "SELECT u.member FROM invite_use u WHERE u.invite = ? ORDER BY u.used_at, u.member";
  final String member = MEMBERS + " WHERE m.id = ?";
  final String members =
      MEMBERS + " ORDER BY CASE WHEN m.state = 'PENDING' THEN 0 ELSE 1 END, m.since, m.id";
  final String pending = MEMBERS + " WHERE m.state = 'PENDING' ORDER BY m.since, m.id LIMIT ?";
  final String banned = MEMBERS + " WHERE m.banned_at IS NOT NULL ORDER BY m.id";
  final String outside =
      MEMBERS + " WHERE m.state = 'OUTSIDE' AND m.banned_at IS NULL ORDER BY m.id";

  /** Keeps the invite first: who counts its uses before it has it counts those of a moment ago. */
  final String keepInvite;

  final String keepNamed;
  final String keepMember;

  GuestQuestions(Dialect dialect) {
    String kept = "SELECT i.id FROM invite i";
    keepInvite = kept + " WHERE i.server = ? AND i.secret_sha256 = ?" + dialect.keep("i");
    keepNamed =
        kept + " WHERE i.server = ? AND i.name = ? AND i.revoked_at IS NULL" + dialect.keep("i");
    keepMember = "SELECT m.id FROM member m WHERE m.id = ?" + dialect.keep("m");
  }

  /** Asked at every knock, or every second. */
  List<String> indexed() {
    return List.of(invite, inviteNamed, member, pending, banned, outside);
  }
}
