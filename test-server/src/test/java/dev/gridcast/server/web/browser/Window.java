package dev.gridcast.server.web.browser;

import com.microsoft.playwright.options.ColorScheme;

/** How a reader looks at the pages. */
enum Window {
  /** A desk's screen in light colours. */
  LIGHT(1360, 900, ColorScheme.LIGHT),
  /** A desk's screen in dark colours. */
  DARK(1360, 900, ColorScheme.DARK),
  /** The narrowest phone that is in use. */
  PHONE(360, 740, ColorScheme.LIGHT),
  /** The same phone at night. */
  DARK_PHONE(360, 740, ColorScheme.DARK);

  final int width;
  final int height;
  final ColorScheme colours;

  Window(int width, int height, ColorScheme colours) {
    this.width = width;
    this.height = height;
    this.colours = colours;
  }
}
