/** The mirror against a stand-in of Google that fails in all the ways that Google does. */
@NullMarked
package dev.gridcast.server.report.sheets;

import org.jspecify.annotations.NullMarked;
