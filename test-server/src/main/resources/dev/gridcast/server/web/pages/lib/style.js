// Style sheets of single pages, loaded when the page is first opened.

import { useEffect, useState } from '/vendor/htm-preact.js';

const sheets = new Map();

function load(href) {
  if (!sheets.has(href)) {
    sheets.set(href, new Promise((done) => {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = href;
      link.onload = () => done();
      // A page without its style is still a page.
      link.onerror = () => done();
      document.head.append(link);
    }));
  }
  return sheets.get(href);
}

const ready = new Set();

/** Loads that style sheet; false until it is there, so that nothing is painted without it. */
export function useStyle(href) {
  const [there, setThere] = useState(ready.has(href));
  useEffect(() => {
    let gone = false;
    load(href).then(() => {
      ready.add(href);
      if (!gone) setThere(true);
    });
    return () => {
      gone = true;
    };
  }, [href]);
  return there;
}
