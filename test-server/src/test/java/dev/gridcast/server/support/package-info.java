/** What the tests of several rooms need: a clock to move, an experiment, an honest volunteer. */
@NullMarked
package dev.gridcast.server.support;

import org.jspecify.annotations.NullMarked;
