/** Tests of the room of the same name. */
@NullMarked
package dev.gridcast.server.core;

import org.jspecify.annotations.NullMarked;
