package dev.gridcast.client.runtime.process;

import dev.gridcast.client.runtime.JavaTrainer;
import dev.gridcast.client.runtime.Priority;
import dev.gridcast.client.runtime.Resources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What to execute for a trainer that serves. */
@FunctionalInterface
public interface TrainerCommand {

  /** The program and its arguments, for a trainer that may use as much as this. */
  List<String> within(Resources resources);

  /** The trainer's jar on the Java runtime that runs this client, at the lowest priority. */
  static TrainerCommand ofJar(Path trainerJar) {
    return resources -> {
      List<String> command = new ArrayList<>(Priority.lowest());
      Path javaHome = JavaTrainer.javaHome();
      command.add(JavaTrainer.javaIn(javaHome).toString());
      command.addAll(JavaTrainer.options(javaHome, resources));
      command.add("-jar");
      command.add(trainerJar.toAbsolutePath().toString());
      command.add("serve");
      return command;
    };
  }
}
