package dev.gridcast.client.cli;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears Ctrl-C and its kin. A shutdown hook would do for the first, but nothing tells it of a
 * second one; {@code sun.misc.Signal} does, and is reached by reflection because the compiler
 * refuses internal names.
 */
final class StopSignals {

  private static final Logger log = LoggerFactory.getLogger(StopSignals.class);

  private StopSignals() {}

  /** Calls the action with the exit code of the signal, each time that one comes; on any thread. */
  static void listen(IntConsumer action) {
    on("INT", () -> action.accept(ExitCode.INTERRUPTED));
    on("TERM", () -> action.accept(128 + 15));
    on("HUP", () -> action.accept(128 + 1));
  }

  private static void on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                switch (method.getName()) {
                  case "handle" -> action.run();
                  case "equals" -> {
                    return arguments != null && self == arguments[0];
                  }
                  case "hashCode" -> {
                    return System.identityHashCode(self);
                  }
                  case "toString" -> {
                    return "on SIG" + name;
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                }
                return null;
              });
      Constructor<?> constructor = signal.getConstructor(String.class);
      Method handle = signal.getMethod("handle", signal, handler);
      handle.invoke(null, constructor.newInstance(name), proxy);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // Windows has no HUP, and a JVM may refuse: then the signal ends the program as it always
      // did.
      log.debug("SIG{} cannot be heard: {}", name, e.toString());
    }
  }
}
