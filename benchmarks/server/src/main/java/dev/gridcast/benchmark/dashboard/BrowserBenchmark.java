package dev.gridcast.benchmark.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What somebody with a browser waits for on the page of results: how soon the first rows are
 * painted, with nothing cached, and how many frames a second there are while a hand drags a brush
 * along an axis of the parallel coordinates. Real mouse events, real frames, one Chromium without a
 * graphics card.
 *
 * <p>Prints {@code NAME VALUE UNIT BETTER} for each figure.
 */
public final class BrowserBenchmark {

  private static final int OPENINGS = 7;
  private static final int DRAGS = 3;
  private static final int MOVES = 300;
  private static final long MOVE_MILLIS = 10;
  private static final long PATIENCE_MILLIS = 60_000;

  /** Writes down when the rows were painted: the frame after the one that they were drawn for. */
  private static final String WATCH =
      """
      (() => {
        const look = () => {
          if (document.querySelector('.results-table tbody tr')) {
            requestAnimationFrame(() => { window.rowsPainted = performance.now(); });
          } else {
            requestAnimationFrame(look);
          }
        };
        requestAnimationFrame(look);
      })()
      """;

  private static final String ENDS =
      """
      (() => {
        const ends = ['low', 'high'].map((end) => document
          .querySelector(`.pc-handle[data-axis="rmse"][data-end=${end}]`)?.getBoundingClientRect());
        return ends.every(Boolean)
          ? [ends[0].x + ends[0].width / 2, ends[0].y + 4, ends[1].y + 4].join(' ') : '';
      })()
      """;

  private static final String FRAMES_BEGIN =
      """
      (() => {
        window.frames_ = [];
        window.counts_ = new Set();
        let last = 0;
        const frame = (now) => {
          if (last > 0) window.frames_.push(now - last);
          last = now;
          window.counts_.add(document.querySelector('.pc-count').dataset.count);
          window.frameLoop = requestAnimationFrame(frame);
        };
        window.frameLoop = requestAnimationFrame(frame);
      })()
      """;

  private BrowserBenchmark() {}

  /**
   * Measures a dashboard that is there.
   *
   * @param arguments the address of the dashboard, and Chromium's program ("/usr/bin/chromium")
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    String address = arguments[0].replaceAll("/$", "");
    Path program = Path.of(arguments.length > 1 ? arguments[1] : "/usr/bin/chromium");
    try (Chrome chrome = Chrome.start(program, 1360, 1000)) {
      firstPaint(chrome, address);
      brush(chrome);
    }
  }

  private static void firstPaint(Chrome chrome, String address)
      throws IOException, InterruptedException {
    chrome.onEveryPage(WATCH);
    chrome.withoutCache();
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < OPENINGS; i++) {
      chrome.open("about:blank");
      chrome.open(address + "/results");
      await(chrome, "window.rowsPainted > 0");
      millis.add(chrome.evaluate("window.rowsPainted").asDouble());
    }
    millis.sort(Double::compare);
    print("results.first_paint", millis.get(OPENINGS / 2), "ms", "lower");
  }

  private static void brush(Chrome chrome) throws IOException, InterruptedException {
    await(chrome, ENDS + " !== ''");
    await(chrome, "document.querySelector('.pc-count').dataset.count > 0");
    // The fine picture of all lines comes when the hand rests.
    Thread.sleep(3_000);
    List<Double> rates = new ArrayList<>();
    List<Double> slow = new ArrayList<>();
    for (int drag = 0; drag < DRAGS; drag++) {
      double[] frames = drag(chrome);
      Arrays.sort(frames);
      rates.add(1_000 * frames.length / Arrays.stream(frames).sum());
      slow.add(frames[(int) (frames.length * 0.95)]);
    }
    rates.sort(Double::compare);
    slow.sort(Double::compare);
    print("brush.fps", rates.get(DRAGS / 2), "frames/s", "higher");
    print("brush.frame.p95", slow.get(DRAGS / 2), "ms", "lower");
  }

  private static double[] drag(Chrome chrome) throws IOException, InterruptedException {
    double[] at =
        Arrays.stream(chrome.evaluate(ENDS).asText().split(" "))
            .mapToDouble(Double::parseDouble)
            .toArray();
    double height = at[1] - at[2];
    double from = at[1] - 0.02 * height;
    chrome.mouse("mouseMoved", at[0], from);
    chrome.mouse("mousePressed", at[0], from);
    chrome.evaluate(FRAMES_BEGIN);
    for (int move = 0; move < MOVES; move++) {
      double way = 0.5 - 0.5 * Math.cos(2 * Math.PI * 2 * move / MOVES);
      chrome.mouse("mouseMoved", at[0], from - 0.95 * height * way);
      Thread.sleep(MOVE_MILLIS);
    }
    JsonNode seen =
        chrome.evaluate(
            "(cancelAnimationFrame(window.frameLoop),"
                + " JSON.stringify({frames: window.frames_, counts: window.counts_.size}))");
    JsonNode told = Chrome.JSON.readTree(seen.asText());
    chrome.mouse("mouseReleased", at[0], from);
    // Back to no brush, for the next one.
    Thread.sleep(1_000);
    chrome.evaluate("document.querySelector('[data-chip=rmse]')?.click()");
    Thread.sleep(2_000);
    if (told.get("counts").asInt() < MOVES / 20) {
      throw new IOException("the brush did not follow the mouse: " + told.get("counts"));
    }
    double[] frames = new double[told.get("frames").size()];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = told.get("frames").get(i).asDouble();
    }
    return frames;
  }

  private static void await(Chrome chrome, String condition)
      throws IOException, InterruptedException {
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (!chrome.evaluate("Boolean(" + condition + ")").asBoolean()) {
      if (System.currentTimeMillis() > deadline) {
        throw new IOException("never came true: " + condition);
      }
      Thread.sleep(20);
    }
  }

  private static void print(String name, double value, String unit, String better) {
    System.out.printf(Locale.ROOT, "%s %.1f %s %s%n", name, value, unit, better);
  }
}
