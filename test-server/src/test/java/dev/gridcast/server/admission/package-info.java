@NullMarked
package dev.gridcast.server.admission;

import org.jspecify.annotations.NullMarked;
