package dev.gridcast.trainer.cli;

import dev.gridcast.trainer.work.Machine;
import dev.gridcast.trainer.work.predecessor.PredecessorFormat;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trainer serve}: one JVM, with its engines opened once, for many cases. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = TrainerMain.Version.class,
    description = {
      "Trains one case after the other, as orders come in on stdin, one line of JSON each:",
      "  {\"job\":\"NAME\",\"input\":\"FOLDER\",\"output\":\"FOLDER\"}",
      "Answers on stdout, one line of JSON each: ready once, epoch after each epoch, ended after"
          + " each job, with the exit code and the seconds that it took.",
      "Text for people goes to stderr. Halts as soon as stdin ends, whatever it is doing."
    },
    footer = {
      "",
      "Exit codes: 1 after a job that may have left something behind (out of memory, a broken"
          + " engine, a bug), 141 stdin has ended. Those of jobs are those of run."
    })
final class ServeCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    // Stdout belongs to the events: what a library prints goes where the text for people goes.
    // (What native code prints cannot be caught here; that of our engine is silent.)
    System.setOut(System.err);
    JobEvents events = new JobEvents(new FileOutputStream(FileDescriptor.out), ParentWatch::halt);
    JobLoop loop = new JobLoop(events, err, System::nanoTime);
    // Before anything else: a parent that dies meanwhile must not leave an orphan.
    OrderReader.start(System.in, loop::add, ParentWatch::halt);
    // No engine is opened yet: most volunteers never need a native library.
    events.ready(Machine.gridcastVersion(), Engines.descriptions());
    // No checkpoints: whoever kills a warm trainer throws its folders away.
    int exitCode =
        loop.run(
            new CaseRun(
                Engines.ofThisProgram(err),
                List.of(new PredecessorFormat()),
                Optional.empty(),
                InstantSource.system(),
                err));
    // Halt, not exit: in doubtful memory nothing more must run.
    Runtime.getRuntime().halt(exitCode);
    return exitCode;
  }
}
