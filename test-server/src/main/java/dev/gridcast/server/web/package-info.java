/**
 * The dashboard: its pages, the JSON interface under {@code /api/v1} that carries everything they
 * show, and who may see and do what. The only room that knows HTTP.
 *
 * <p>What must never be here: SQL, rules about cases, figures that the JSON interface does not
 * give. What a browser sends is hostile until proven otherwise. Start reading at {@code Dashboard}.
 */
@NullMarked
package dev.gridcast.server.web;

import org.jspecify.annotations.NullMarked;
