package dev.gridcast.server.web;

/** A group of routes of the JSON interface that belong together. */
@FunctionalInterface
interface Routes {

  /** Registers them. */
  void register(Router router);
}
