package dev.gridcast.client.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * NVIDIA's graphics cards whose driver is loaded: from the driver's files on Linux, else from the
 * program that comes with the driver.
 */
final class NvidiaCards {

  private static final Logger log = LoggerFactory.getLogger(NvidiaCards.class);
  private static final String MODEL = "Model:";
  private static final List<String> TOOL =
      List.of("nvidia-smi", "--query-gpu=name", "--format=csv,noheader");

  private final Path root;
  private final HelperProgram helper;

  NvidiaCards(Path root, HelperProgram helper) {
    this.root = root;
    this.helper = helper;
  }

  /** One name per card; empty when there is none, or no driver. */
  List<String> names() {
    List<String> names = fromDriver();
    return names.isEmpty() ? fromTool() : names;
  }

  private List<String> fromDriver() {
    List<String> names = new ArrayList<>();
    Path cards = root.resolve("proc/driver/nvidia/gpus");
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(cards)) {
      for (Path folder : folders) {
        Files.readAllLines(folder.resolve("information")).stream()
            .filter(line -> line.startsWith(MODEL))
            .map(line -> line.substring(MODEL.length()).strip())
            .filter(name -> !name.isEmpty())
            .findFirst()
            .ifPresent(names::add);
      }
    } catch (NoSuchFileException e) {
      return List.of(); // no driver, or not Linux
    } catch (IOException e) {
      log.debug("{} cannot be read: {}", cards, e.toString());
    }
    return names;
  }

  private List<String> fromTool() {
    Optional<String> printed = helper.output(TOOL);
    return printed.stream()
        .flatMap(String::lines)
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
