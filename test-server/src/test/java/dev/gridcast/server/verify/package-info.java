/** Tests of the room of the same name. */
@NullMarked
package dev.gridcast.server.verify;

import org.jspecify.annotations.NullMarked;
