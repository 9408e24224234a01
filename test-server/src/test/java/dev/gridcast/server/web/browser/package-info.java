/**
 * Tests of the dashboard's pages in a real browser, on a real server: {@link
 * dev.gridcast.server.web.browser.Chromium} starts the browser, a {@link
 * dev.gridcast.server.web.browser.Visit} is one reader's window.
 */
@NullMarked
package dev.gridcast.server.web.browser;

import org.jspecify.annotations.NullMarked;
