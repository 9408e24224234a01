/** Tests of the figures that people look at. */
@NullMarked
package dev.gridcast.server.insight;

import org.jspecify.annotations.NullMarked;
