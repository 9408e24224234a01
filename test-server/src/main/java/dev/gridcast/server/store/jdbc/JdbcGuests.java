package dev.gridcast.server.store.jdbc;

import dev.gridcast.server.store.Ban;
import dev.gridcast.server.store.GuestReader;
import dev.gridcast.server.store.IssuedInvite;
import dev.gridcast.server.store.Member;
import dev.gridcast.server.store.MemberState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks the {@link GuestQuestions} on one connection, within one transaction. */
class JdbcGuests implements GuestReader {

  final Sql sql;
  final GuestQuestions questions;

  JdbcGuests(Sql sql, GuestQuestions questions) {
    this.sql = sql;
    this.questions = questions;
  }

  @Override
  public List<IssuedInvite> invites(String server) {
    return sql.all(JdbcGuests::invite, questions.invites, server);
  }

  @Override
  public Optional<IssuedInvite> invite(String server, String secretSha256) {
    return sql.first(JdbcGuests::invite, questions.invite, server, secretSha256);
  }

  @Override
  public Optional<IssuedInvite> inviteNamed(String server, String name) {
    return sql.first(JdbcGuests::invite, questions.inviteNamed, server, name);
  }

  @Override
  public List<String> usersOf(long invite) {
    return sql.all(Row::text, questions.usersOf, invite);
  }

  @Override
  public Optional<Member> member(String id) {
    return sql.first(JdbcGuests::member, questions.member, id);
  }

  @Override
  public List<Member> members() {
    return sql.all(JdbcGuests::member, questions.members);
  }

  @Override
  public List<Member> pending(int limit) {
    return sql.all(JdbcGuests::member, questions.pending, limit);
  }

  @Override
  public List<Member> barred() {
    return Stream.of(questions.banned, questions.outside)
        .flatMap(question -> sql.all(JdbcGuests::member, question).stream())
        .toList();
  }

  private static IssuedInvite invite(Row row) throws SQLException {
    return new IssuedInvite(
        row.number(),
        row.text(),
        row.text(),
        row.text(),
        row.time(),
        Optional.ofNullable(row.timeOrNull()),
        orEmpty(row.numberOrNull()),
        Optional.ofNullable(row.timeOrNull()),
        row.number());
  }

  private static OptionalLong orEmpty(@Nullable Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static Member member(Row row) throws SQLException {
    return new Member(
        row.text(),
        MemberState.valueOf(row.text()),
        row.time(),
        row.numberOrNull(),
        row.textOrEmpty(),
        ban(row.timeOrNull(), row.textOrEmpty()),
        row.textOrEmpty());
  }

  private static Optional<Ban> ban(@Nullable Instant at, String reason) {
    return at == null ? Optional.empty() : Optional.of(new Ban(at, reason));
  }
}
