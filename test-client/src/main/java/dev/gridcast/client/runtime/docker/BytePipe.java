package dev.gridcast.client.runtime.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * Bytes from one thread to another in bounded space. Unlike Java's own piped streams it does not
 * mind which threads write, and that they end. Thread-safe.
 */
final class BytePipe {

  private static final int CAPACITY = 64 << 10;

  private final byte[] ring = new byte[CAPACITY];
  private int start;
  private int length;
  private boolean writerDone;
  private boolean readerDone;

  /** Waits while the pipe is full; when nobody reads any more, the bytes are dropped. */
  synchronized void write(byte[] bytes, int offset, int count) throws InterruptedException {
    int done = 0;
    while (done < count) {
      while (length == CAPACITY && !readerDone && !writerDone) {
        wait();
      }
      if (readerDone || writerDone) {
        return;
      }
      int at = (start + length) % CAPACITY;
      int n = Math.min(count - done, Math.min(CAPACITY - length, CAPACITY - at));
      System.arraycopy(bytes, offset + done, ring, at, n);
      length += n;
      done += n;
      notifyAll();
    }
  }

  private synchronized int read(byte[] bytes, int offset, int count) throws InterruptedException {
    while (length == 0 && !writerDone && !readerDone) {
      wait();
    }
    if (length == 0 || readerDone) {
      return -1;
    }
    int n = Math.min(count, Math.min(length, CAPACITY - start));
    System.arraycopy(ring, start, bytes, offset, n);
    start = (start + n) % CAPACITY;
    length -= n;
    notifyAll();
    return n;
  }

  /** Nothing more will be written; what is there can still be read. */
  synchronized void endWriting() {
    writerDone = true;
    notifyAll();
  }

  private synchronized void endReading() {
    readerDone = true;
    notifyAll();
  }

  private synchronized boolean isOpen() {
    return !readerDone && !writerDone;
  }

  /** The reader's end. */
  InputStream input() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        if (count == 0) {
          return 0;
        }
        try {
          return BytePipe.this.read(bytes, offset, count);
        } catch (InterruptedException e) {
          throw interrupted(e);
        }
      }

      @Override
      public void close() {
        endReading();
      }
    };
  }

  /** The writer's end; a write after the reader has gone fails. */
  OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        if (!isOpen()) {
          throw new IOException("nobody reads this any more");
        }
        try {
          BytePipe.this.write(bytes, offset, count);
        } catch (InterruptedException e) {
          throw interrupted(e);
        }
      }

      @Override
      public void close() {
        endWriting();
      }
    };
  }

  private static InterruptedIOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    InterruptedIOException failure = new InterruptedIOException("interrupted");
    failure.initCause(e);
    return failure;
  }
}
