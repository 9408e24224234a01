package dev.gridcast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two people and a chat window bring a volunteer to a server that listens nowhere: the real
 * commands, and a test that copies what they print and makes the mistakes that people make.
 */
@Timeout(300)
class ByHandIT {

  private static final long DEADLINE_SECONDS = 180;

  @TempDir private Path folder;

  @Test
  void aVolunteerJoinsThroughAChatAndTrainsEveryCase() throws Exception {
    ByHand people = new ByHand(folder);
    try (Program server = people.server("--no-stun");
        Program client = people.client()) {
      String offer = people.offer(client);
      assertThat(offer).as("an offer fits in one message of any chat").hasSizeLessThan(1_500);

      // The operator has the wrong window, and a finger that slips.
      assertThat(people.answers("good morning\n\n" + spoiled(offer) + "\n" + quoted(offer)))
          .as("what went wrong, and then the answer")
          .contains("there is no beginning in that", "that block is damaged")
          .contains("-----END GRIDCAST ANSWER-----");
      String answer = ByHand.block(people.answers(chatted(offer)));

      client.type("hello?\n\n" + spoiled(answer) + "\n" + offer + "\n");
      people.await(client, "that is an offer, but an answer is wanted here");
      assertThat(client.printed()).contains("there is no beginning", "that block is damaged");
      client.type(chatted(answer) + "\n");

      assertThat(server.exitCode(DEADLINE_SECONDS))
          .as(() -> server.printed() + "\n" + client.printed())
          .isZero();
      assertThat(client.printed()).contains("That is the answer.", "Connection: direct (");
    }
    new Results(people.data()).assertEveryCaseVerifiedExactlyOnce(6);
  }

  @Test
  void anAnswerToAnEarlierOfferAndTheInviteOfAnotherServerAreTold() throws Exception {
    ByHand people = new ByHand(folder);
    ByHand others = new ByHand(Files.createDirectories(folder.resolve("others")));
    try (Program server = people.server("--no-stun")) {
      String old;
      try (Program first = people.client()) {
        old = ByHand.block(people.answers(people.offer(first)));
      }
      try (Program second = people.client();
          Program other = others.server("--no-stun")) {
        String offer = people.offer(second);
        second.type(old + "\n");
        people.await(second, "not the answer to this offer from this server");

        assertThat(others.refuses(offer)).contains("is the invite one of another server");

        second.type(ByHand.block(people.answers(offer)) + "\n");
        people.await(second, "Connected: ");
        assertThat(other.isAlive() && server.isAlive()).isTrue();
      }
    }
  }

  @Test
  void theServerIsToldToRunFirst() throws Exception {
    ByHand people = new ByHand(folder);
    assertThat(people.refuses("")).contains("start one with run");
  }

  /** What mail programs and people make of a text. */
  private static String quoted(String text) {
    return text.lines().map(line -> "  > " + line + "\r\n").reduce("Ada wrote:\r\n", String::concat)
        + "> cheers\n";
  }

  /** What chats make of a text: long dashes, other breaks, and characters that nobody sees. */
  private static String chatted(String text) {
    return "here you are: "
        + text.replace("-----", "\u2014")
            .replace("\n", " \u200b")
            .replaceAll("([A-Za-z0-9+/=]{40})", "$1\n\u00a0");
  }

  private static String spoiled(String block) {
    int at = block.indexOf('\n') + 10;
    char other = block.charAt(at) == 'A' ? 'B' : 'A';
    return block.substring(0, at) + other + block.substring(at + 1);
  }
}
