package dev.gridcast.client.runtime.docker;

import dev.gridcast.client.runtime.RuntimeUnavailableException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The image that trainers are started from: looked for once, and again after it was found missing.
 * Thread-safe.
 */
final class CurrentImage {

  private static final Logger log = LoggerFactory.getLogger(CurrentImage.class);

  private final TrainerImages images;
  private final Consumer<String> notices;
  private final ReentrantLock making = new ReentrantLock();
  private volatile @Nullable String id;
  private volatile @Nullable String trouble;
  private final AtomicBoolean trying = new AtomicBoolean();

  CurrentImage(TrainerImages images, Consumer<String> notices) {
    this.images = images;
    this.notices = notices;
  }

  /**
   * Its id; builds it when there is none, which takes a while.
   *
   * @throws RuntimeUnavailableException when it cannot be had; the case is not to blame
   */
  String id() throws RuntimeUnavailableException {
    making.lock();
    try {
      String known = id;
      if (known == null) {
        known = images.ensure(notices);
        id = known;
        trouble = null;
      }
      return known;
    } catch (RuntimeUnavailableException e) {
      throw e;
    } catch (IOException e) {
      String line = String.valueOf(e.getMessage());
      trouble = line;
      throw new RuntimeUnavailableException(line, e);
    } finally {
      making.unlock();
    }
  }

  /** It is gone: the next time it is built anew. */
  void missing(String gone) {
    making.lock();
    try {
      if (gone.equals(id)) {
        log.warn("image {} has been removed", gone);
        notices.accept("the trainer's image has been removed from the engine; making it again");
        id = null;
      }
    } finally {
      making.unlock();
    }
  }

  /**
   * Why it could not be had when it was last tried, in one line; tries once more in the background,
   * so that a later call may find it.
   */
  Optional<String> trouble() {
    Optional<String> last = Optional.ofNullable(trouble);
    if (last.isPresent() && trying.compareAndSet(false, true)) {
      Engine.onThread("trainer-image").execute(this::tryAgain);
    }
    return last;
  }

  private void tryAgain() {
    try {
      id();
    } catch (RuntimeUnavailableException e) {
      log.info("the trainer's image still cannot be had: {}", e.getMessage());
    } finally {
      trying.set(false);
    }
  }
}
