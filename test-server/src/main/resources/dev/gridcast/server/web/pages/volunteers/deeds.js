import { confirm, html, post, say } from '../lib/index.js';

/**
 * Buttons for what the operator can do with one of those in a table.
 *
 * @param deeds {key: {word: on the button, title(name): the question, text: what follows from it, yes: its answer, danger, reason:
 *     the label of a line of text that is needed, done(name): what is said after}}
 * @param offered the keys of those that are offered now
 * @param name whom it is about
 * @param about more of whom it is about, below the question; may be left out
 * @param path where a deed is done: its key is added
 * @param reload called afterwards
 */
export function Deeds({ deeds, offered, ...of }) {
  return html`<span class="actions">${offered.map((key) => html`<button key=${key} type="button" class="quiet small"
    aria-label=${`${deeds[key].word} ${of.name}`} onClick=${() => ask(deeds[key], key, of)}>${deeds[key].word}</button>`)}</span>`;
}

function ask(deed, key, { name, about, path, reload }) {
  confirm({
    title: deed.title(name), text: deed.text, about, yes: deed.yes, danger: deed.danger, line: deed.reason,
    act: async (reason) => {
      await post(`${path}/${key}`, deed.reason ? { reason } : {});
      say(deed.done(name));
      reload();
    },
  });
}
