// The library of the pages. Pages import from here alone: import { html, useData, ... } from '../lib/index.js'.
//
// A page is NAME/NAME.js, which exports a component of {index: the case, query: URLSearchParams}; see app.js.
// Its own style sheet is loaded with useStyle('/NAME/NAME.css'). It starts with <PageHead title=…> (its h1); its cards have h2.
//
// Preact    html, render, Component, createContext, useState, useReducer, useEffect, useLayoutEffect, useRef,
//           useMemo, useCallback, useContext, useErrorBoundary
// API       get(path), getText(path), post(path, body), address(path, query) for href, withQuery(path, query),
//           ApiError {status, code, message, parameter, retryAfter, passing}, session, mayAct(who), mayRead(who),
//           signInWanted.set(why), signIn, signOut, loadSession
// Data      useData(path | null, {on: [events], every, keep}) -> {data, error, loading, stale, reload}
//           useFeed(path, event) for what the feed sends whole (overview, volunteers, members)
//           onEvent(name, listener) -> off; names: hello, overview, results, volunteers, members, leases, resync; liveState
// Cells     cell(value) {get, set, watch}, useCell(cell), useRemembered(name, initial), useNow(seconds)
// Address   route, go(address, {replace}), setQuery({key: value | [values] | null}, {push}); plain <a href="/…"> just work
// Formats   count, number(value, digits), fixed(value, decimals), percent(share), signedPercent(share), plural,
//           duration(seconds), bytes, instant, minute, clock, day, ago, cellText(column, value), NONE
// Parts     PageHead {title, note, children: tools}, Card {id, title, note, tools, className}, Stat {name, value,
//           unit, note, tone}, Ask {of: useData's answer, children: data => …}, Loading, Empty, Failed, Ago {time},
//           Choice {name, label, options, value, onChange}, Figure {id, summary, table, children}, say(text, bad)
// Words     STATES [{key, word, mark, help}], outcome(name) {word, state, mark}, TRUST {trusted: {word, tone, help}}
// Tables    DataTable (see lib/table.js), ColumnChooser, Pager {offset, limit, matching, onOffset}, compare
// Charts    Chart {option: colours => option, deps, height, label, on, onReady, replace} (ECharts), axis(colours, parts),
//           Plot {options: (colours, uPlot) => options, data, deps, height, label} (uPlot, UTC), timeAxis(colours),
//           valueAxis(colours, {label, format}), timeSeries, loadECharts, loadUPlot
// Style     useStyle(href); variables: back (behind cards), card, sunk, text, soft, line, faint, accent, on-accent, accent-back,
//           good, warn, warn-back, bad, bad-back, series-1..8, scale-1..7, state-verified…, font, mono
// Theme     theme (cell: light | dark), colours() {text, soft, line, faint, card, accent, good, warn, bad, series[8],
//           scale[7] from low to high, state{verified: …}, font}, still() when nothing should move
// Dialogs   Dialog {id, title, onClose}, confirm({title, text, about, yes, danger, line, act})
//
// Nothing may set style in HTML text: style=${{…}} objects and classes are fine, innerHTML is not.

export {
  html, render, Component, createContext, useState, useReducer, useEffect, useLayoutEffect, useRef, useMemo, useCallback,
  useContext, useErrorBoundary,
} from '/vendor/htm-preact.js';
export * from './api.js';
export * from './cell.js';
export * from './chart.js';
export * from './data.js';
export * from './dialog.js';
export * from './format.js';
export * from './live.js';
export * from './plot.js';
export * from './route.js';
export * from './states.js';
export * from './style.js';
export * from './table.js';
export * from './theme.js';
export * from './words.js';
