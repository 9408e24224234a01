/** What is measured of the dashboard in a browser. */
@NullMarked
package dev.gridcast.benchmark.dashboard;

import org.jspecify.annotations.NullMarked;
