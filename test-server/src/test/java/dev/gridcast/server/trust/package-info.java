/** Tests of the room of the same name. */
@NullMarked
package dev.gridcast.server.trust;

import org.jspecify.annotations.NullMarked;
