// Dialogs: a question with yes and no, and the sign-in.

import { html, useEffect, useRef, useState } from '/vendor/htm-preact.js';
import { mayRead, session, signIn, signInWanted } from './api.js';
import { cell, useCell } from './cell.js';

/**
 * A modal dialog in the browser's own element, which keeps the focus in and gives it back.
 * `onClose` is told when it closes by Escape.
 */
export function Dialog({ id, title, onClose, children }) {
  const box = useRef(null);
  useEffect(() => {
    const before = document.activeElement;
    const dialog = box.current;
    dialog.showModal();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return html`<dialog ref=${box} aria-labelledby=${id} onCancel=${(event) => {
    event.preventDefault();
    onClose();
  }}>
    <h2 id=${id}>${title}</h2>
    ${children}
  </dialog>`;
}

const question = cell(null);

/**
 * Asks before something is done, and does it: `act(line)` may fail, then the dialog stays and says why.
 *
 * @param ask {title, text, about: an element below the text, yes: what the button says, danger: whether it hurts,
 *     line: the label of a line of text that is needed, act(line) -> promise}
 */
export function confirm(ask) {
  question.set(ask);
}

/** Where `confirm` is shown; part of the shell. */
export function Questions() {
  const ask = useCell(question);
  return ask && html`<${Question} key=${ask.title} ask=${ask} />`;
}

function Question({ ask }) {
  const [line, setLine] = useState('');
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(null);
  const close = () => question.set(null);
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    setFailed(null);
    try {
      await ask.act(line.trim());
      close();
    } catch (error) {
      setFailed(error.message);
      setBusy(false);
    }
  };
  return html`<${Dialog} id="question-title" title=${ask.title} onClose=${close}>
    <form onSubmit=${submit}>
      <p>${ask.text}</p>
      ${ask.about}
      ${ask.line && html`<label class="field">${ask.line}
        <input type="text" required maxlength="200" value=${line} onInput=${(event) => setLine(event.target.value)} /></label>`}
      ${failed && html`<p class="trouble" role="alert">${failed}</p>`}
      <div class="buttons">
        <button type="button" class="quiet" onClick=${close}>Cancel</button>
        <button type="submit" class=${ask.danger ? 'danger' : 'main'} disabled=${busy}>${ask.yes}</button>
      </div>
    </form>
  </${Dialog}>`;
}

/** The sign-in, open while something needs a token; part of the shell. */
export function SignIn() {
  const why = useCell(signInWanted);
  return why !== null && html`<${SignInForm} why=${why} />`;
}

function SignInForm({ why }) {
  const who = useCell(session);
  const [token, setToken] = useState('');
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(null);
  const close = () => signInWanted.set(null);
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    setFailed(null);
    try {
      await signIn(token);
    } catch (error) {
      setFailed(error.status === 429 && error.retryAfter ? `${error.message} Try again in ${error.retryAfter} s.` : error.message);
      setBusy(false);
    }
  };
  return html`<${Dialog} id="sign-in-title" title="Sign in" onClose=${close}>
    <form onSubmit=${submit}>
      <p>${why} The server printed one when it started; it is also in the file <code>dashboard-tokens</code> of its data directory.</p>
      <label class="field">Token
        <input type="password" required autocomplete="current-password" spellcheck=${false} value=${token}
          onInput=${(event) => setToken(event.target.value)} /></label>
      ${failed && html`<p class="trouble" role="alert">${failed}</p>`}
      <div class="buttons">
        ${mayRead(who) && html`<button type="button" class="quiet" onClick=${close}>Cancel</button>`}
        <button type="submit" class="main" disabled=${busy || token.trim() === ''}>Sign in</button>
      </div>
    </form>
  </${Dialog}>`;
}
