package dev.gridcast.server.store.jdbc;

import dev.gridcast.server.store.Ban;
import dev.gridcast.server.store.GuestWriter;
import dev.gridcast.server.store.IssuedInvite;
import dev.gridcast.server.store.Member;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** The changes of invites and members in SQL. */
final class JdbcGuestbook extends JdbcGuests implements GuestWriter {

  JdbcGuestbook(Sql sql, GuestQuestions questions) {
    super(sql, questions);
  }

  // What a change stands on is kept from others until it is over: two keys may be at the door with
  // an invite that has one use left.

  @Override
  public Optional<IssuedInvite> invite(String server, String secretSha256) {
    return kept(questions.keepInvite, server, secretSha256)
        ? super.invite(server, secretSha256)
        : Optional.empty();
  }

  @Override
  public Optional<IssuedInvite> inviteNamed(String server, String name) {
    return kept(questions.keepNamed, server, name)
        ? super.inviteNamed(server, name)
        : Optional.empty();
  }

  @Override
  public Optional<Member> member(String id) {
    return kept(questions.keepMember, id) ? super.member(id) : Optional.empty();
  }

  private boolean kept(String question, String... values) {
    return sql.first(row -> true, question, (Object[]) values).isPresent();
  }

  @Override
  public void insertInvite(
      String server,
      String name,
      String secretSha256,
      Instant madeAt,
      Optional<Instant> expiresAt,
      OptionalLong uses) {
    sql.runOne(
        "INSERT INTO invite (server, name, secret_sha256, made_at, expires_at, uses)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        server,
        name,
        secretSha256,
        madeAt.toEpochMilli(),
        expiresAt.map(Instant::toEpochMilli).orElse(null),
        uses.isPresent() ? uses.getAsLong() : null);
  }

  @Override
  public void revokeInvite(long invite, Instant at) {
    sql.runOne("UPDATE invite SET revoked_at = ? WHERE id = ?", at.toEpochMilli(), invite);
  }

  @Override
  public void useInvite(long invite, String member, Instant at) {
    sql.run(
        "INSERT INTO invite_use (invite, member, used_at) VALUES (?, ?, ?)"
            + " ON CONFLICT (invite, member) DO NOTHING",
        invite,
        member,
        at.toEpochMilli());
  }

  @Override
  public void putMember(Member member) {
    sql.runOne(
        "INSERT INTO member (id, state, since, invite, banned_at, ban_reason)"
            + " VALUES (?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET state = excluded.state, since = excluded.since,"
            + " invite = excluded.invite, banned_at = excluded.banned_at,"
            + " ban_reason = excluded.ban_reason",
        member.id(),
        member.state().name(),
        member.since().toEpochMilli(),
        member.invite(),
        member.ban().map(ban -> ban.at().toEpochMilli()).orElse(null),
        member.ban().map(Ban::reason).orElse(null));
  }
}
