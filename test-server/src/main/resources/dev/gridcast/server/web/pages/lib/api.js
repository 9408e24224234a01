// The JSON API under /api/v1: requests, their errors, who is signed in.

import { cell } from './cell.js';

const BASE = '/api/v1';

/** What GET /session said last: {role, readOpen, csrf, server}; null before the first answer. */
export const session = cell(null);

/** Why the sign-in dialog should open: null, or one line for people. */
export const signInWanted = cell(null);

/** An answer that is an error, or none at all (status 0: the server cannot be reached). */
export class ApiError extends Error {
  constructor(status, code, message, parameter, retryAfter) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.parameter = parameter;
    /** Seconds to wait before the next try, as the server asks; null when it does not. */
    this.retryAfter = retryAfter;
  }

  /** Whether the same request may succeed later, with nothing changed by the reader. */
  get passing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** "/results" with {sort: 'rank', where: ['a', 'b'], gone: null} as "/results?sort=rank&where=a&where=b". */
export function withQuery(path, query = {}) {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== '') search.append(key, one);
    }
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

/** The full address of a download, for href. */
export const address = (path, query) => BASE + withQuery(path, query);

async function errorOf(response) {
  let said = {};
  try {
    said = (await response.json()).error || {};
  } catch {
    // A proxy's page, or nothing: the status has to do.
  }
  const wait = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  return new ApiError(response.status, said.code || `HTTP_${response.status}`,
    said.message || `The server answered ${response.status}.`, said.parameter ?? null,
    Number.isFinite(wait) ? wait : null);
}

async function send(method, path, { body, signal, accept = 'application/json' } = {}) {
  const headers = { Accept: accept };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const csrf = session.get()?.csrf;
  if (method !== 'GET' && csrf) headers['X-CSRF-Token'] = csrf;
  let response;
  try {
    response = await fetch(BASE + path, {
      method, headers, signal, credentials: 'same-origin', redirect: 'error',
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new ApiError(0, 'UNREACHABLE', 'The server cannot be reached.', null, null);
  }
  if (response.ok) return response;
  const error = await errorOf(response);
  if (response.status === 401 && path !== '/session') {
    signInWanted.set('This page needs a token.');
  }
  throw error;
}

const read = async (response) => (response.status === 204 ? null : response.json());

/** GET as JSON. */
export const get = async (path, options) => read(await send('GET', path, options));

/** GET as text, for logs. */
export const getText = async (path, options = {}) =>
  (await send('GET', path, { ...options, accept: 'text/plain' })).text();

/** POST as JSON. An action with a sign-in that has run out asks for it anew. */
export async function post(path, body = {}, options = {}) {
  try {
    return await read(await send('POST', path, { ...options, body }));
  } catch (error) {
    if (error.status === 403 && path !== '/session') await loadSession().catch(() => {});
    throw error;
  }
}

/** Asks the server who we are. */
export async function loadSession() {
  const answer = await get('/session');
  session.set(answer);
  if (!mayRead(answer)) signInWanted.set('Reading needs a token here.');
  return answer;
}

/** Signs in; throws an ApiError that says why not. */
export async function signIn(token) {
  const answer = await post('/session', { token: token.trim() });
  session.set(answer);
  signInWanted.set(null);
  return answer;
}

/** Signs out, and asks what may be read without a token. */
export async function signOut() {
  await send('DELETE', '/session');
  return loadSession();
}

/** Whether that session may see the pages. */
export const mayRead = (who) => Boolean(who) && (who.readOpen || who.role === 'reader' || who.role === 'operator');

/** Whether that session may act. */
export const mayAct = (who) => who?.role === 'operator';
