/** Tests of the room of the same name. */
@NullMarked
package dev.gridcast.server.simulator;

import org.jspecify.annotations.NullMarked;
