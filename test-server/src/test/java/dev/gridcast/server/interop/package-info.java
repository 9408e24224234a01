/** The protocol, spoken by peers that nobody here wrote. */
@NullMarked
package dev.gridcast.server.interop;

import org.jspecify.annotations.NullMarked;
