/** Tests of the room of the same name. */
@NullMarked
package dev.gridcast.server.cli;

import org.jspecify.annotations.NullMarked;
