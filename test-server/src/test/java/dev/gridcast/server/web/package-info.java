/** The dashboard over real HTTP: what it answers to whom, and what it withstands. */
@NullMarked
package dev.gridcast.server.web;

import org.jspecify.annotations.NullMarked;
