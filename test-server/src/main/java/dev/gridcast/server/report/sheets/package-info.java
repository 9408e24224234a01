/**
 * The mirror of the store in Google Sheets. The only room that knows Google.
 *
 * <p>What must never be here: anything that the server's work waits for, and secrets in a log. The
 * store is the truth; a sheet can be deleted and written anew. Start reading at {@code
 * SheetsMirror}.
 */
@NullMarked
package dev.gridcast.server.report.sheets;

import org.jspecify.annotations.NullMarked;
