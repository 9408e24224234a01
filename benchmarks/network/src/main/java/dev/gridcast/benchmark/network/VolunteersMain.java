package dev.gridcast.benchmark.network;

import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.message.Assignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A process with many volunteers of a Test Server, each with a key and a connection of its own.
 * Orders: {@code join COUNT INVITE} answers with each one's {@code lease=case} when all have one;
 * {@code back} answers when every one of them has its lease kept alive again after a cut.
 */
public final class VolunteersMain {

  private static final long JOIN_SECONDS = 120;
  private static final long BACK_SECONDS = 120;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScheduledExecutorService later = Executors.newScheduledThreadPool(1);
  private final List<Volunteer> volunteers = new ArrayList<>();

  private VolunteersMain() {}

  /** Takes orders until standard input ends. */
  public static void main(String[] arguments) throws Exception {
    VolunteersMain here = new VolunteersMain();
    Orders.take(Map.of("join", here::join, "back", rest -> here.back()));
  }

  private String join(String rest) throws Exception {
    String[] words = rest.split(" ", 2);
    Invite invite = Invite.parse(words[1]);
    for (int i = 0; i < Integer.parseInt(words[0]); i++) {
      Volunteer volunteer = new Volunteer(Net.connector(invite), "volunteer-" + i, threads, later);
      volunteers.add(volunteer);
      volunteer.join();
    }
    StringBuilder leases = new StringBuilder();
    for (Volunteer volunteer : volunteers) {
      Assignment held = volunteer.holding().get(JOIN_SECONDS, TimeUnit.SECONDS);
      leases.append(held.lease()).append('=').append(held.caseIndex()).append(' ');
    }
    return leases.toString().strip();
  }

  private String back() throws Exception {
    for (Volunteer volunteer : volunteers) {
      volunteer.back().get(BACK_SECONDS, TimeUnit.SECONDS);
    }
    for (Volunteer volunteer : volunteers) {
      String trouble = volunteer.trouble();
      if (trouble != null) {
        return Orders.FAILED + trouble;
      }
    }
    return volunteers.size() + " are back";
  }
}
