/** Tests of the room of the same name. */
@NullMarked
package dev.gridcast.server.volunteer;

import org.jspecify.annotations.NullMarked;
