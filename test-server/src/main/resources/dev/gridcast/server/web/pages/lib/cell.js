// A value that tells when it changes, and hooks to read it in a component.

import { useEffect, useState } from '/vendor/htm-preact.js';

/** A value with `get()`, `set(value)` and `watch(listener) -> unwatch`. */
export function cell(initial) {
  let value = initial;
  const listeners = new Set();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      [...listeners].forEach((listener) => listener(value));
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The cell's value, again with every change of it. */
export function useCell(source) {
  const [value, setValue] = useState(() => source.get());
  useEffect(() => {
    setValue(() => source.get());
    return source.watch((next) => setValue(() => next));
  }, [source]);
  return value;
}

/** Like useState, but remembered in this browser under a name. Falls back to memory where nothing can be kept. */
export function useRemembered(name, initial) {
  const key = `gridcast-${name}`;
  const [value, setValue] = useState(() => {
    try {
      const kept = localStorage.getItem(key);
      return kept === null ? initial : JSON.parse(kept);
    } catch {
      return initial;
    }
  });
  const keep = (next) => {
    setValue(() => next);
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // Private windows and full disks keep nothing; the choice holds until the page is left.
    }
  };
  return [value, keep];
}

/** A clock for texts like "12 s ago": the time in milliseconds, anew every so many seconds. */
export function useNow(everySeconds = 10) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everySeconds * 1000);
    return () => clearInterval(timer);
  }, [everySeconds]);
  return now;
}
