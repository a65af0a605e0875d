// The page: where one is, in which language, and drawing it again when something is new.

import { forgetCharts, repaintCharts } from './chart.js';
import { cityAct, renderCity, refreshContributions, refreshMoves, refreshTrend, resetCity } from './city.js';
import { h, update } from './dom.js';
import {
  ACROSS,
  addressOf,
  COMPARISONS,
  freshText,
  groupName,
  INSIDE,
  isDue,
  isStale,
  localClock,
  localDate,
  localTime,
  now,
  park,
  parkName,
  placeName,
  RANKED,
  scopeName,
  spanText,
  taken,
  word,
  zoneOf,
} from './figures.js';
import { kioskRuns, pauseKiosk, renderKiosk, startKiosk, stopKiosk } from './kiosk.js';
import { closePanel, openEnterprise, openPanel, renderPanel } from './panel.js';
import { parkAct, refreshPark, renderList, renderPark, resetPark, showGroup } from './park.js';
import { speakOfAlerts } from './speech.js';
import { store, t } from './store.js';

const LANGUAGES = ['zh', 'en', 'ja', 'ko'];
const query = new URLSearchParams(location.search);

let place = { kind: 'city', scope: 'all', park: '', group: '', room: 'all' };
let measure = RANKED.includes(query.get('measure')) ? query.get('measure') : 'resumption_index';
if (COMPARISONS.includes(query.get('against'))) {
  store.against = query.get('against');
}
let failure = null;
let drawn = 0;

function remembered(name) {
  try {
    return localStorage.getItem(`parkpulse.${name}`);
  } catch {
    return null; // a browser that keeps nothing
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(`parkpulse.${name}`, value);
  } catch {
    // a browser that keeps nothing
  }
}

const SPEAK_AGAIN_MS = 2000;

function firstLanguage() {
  const asked = [query.get('lang'), remembered('lang'), ...navigator.languages];
  return asked.map((it) => it?.toLowerCase().slice(0, 2)).find((it) => LANGUAGES.includes(it)) ?? 'zh';
}

async function speak(lang) {
  await store.speak(lang);
  document.documentElement.lang = lang;
  document.querySelector('.skip').textContent = t('page.skip');
}

/** Speaks as soon as the server says how; until then the page stays as it was sent. */
async function speakAtLast(lang) {
  for (;;) {
    try {
      return await speak(lang);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, SPEAK_AGAIN_MS));
    }
  }
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
}

// Where one is.

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // no escapes, then
  }
}

/** What addressOf in figures.js writes, and the job's AlertNotices. */
function read(hash) {
  const parts = hash.replace(/^#\/?/, '').split('/').map(decoded);
  if (parts[0] === 'park' && parts[1]) {
    const [id, group] = split(parts.slice(1), INSIDE);
    const scope = `park:${id}`;
    return { kind: 'park', scope, park: id, group: group && `${scope}/${group}`, room: id };
  }
  const [path, group] = parts[0] === 'region' || parts[0] === 'all' ? split(parts.slice(1), ACROSS) : ['', ''];
  const scope = parts[0] === 'region' && path ? `region:${path}` : 'all';
  return { kind: 'city', scope, park: '', group: group && `${scope}/${group}`, room: scope };
}

/** What is before the part that names a group, and from there on. */
function split(parts, kinds) {
  const at = parts.findIndex((part) => kinds.includes(part.slice(0, Math.max(0, part.indexOf(':')))));
  return at < 0 ? [parts.join('/'), ''] : [parts.slice(0, at).join('/'), parts.slice(at).join('/')];
}

async function go() {
  const to = read(location.hash);
  if (to.scope === place.scope && to.group === place.group) {
    return; // the kiosk has gone there already
  }
  enter(to);
  if (to.room !== store.room) {
    await store.follow(to.room);
  }
  if (place !== to) {
    return; // somebody went elsewhere meanwhile
  }
  void drawNow();
  window.scrollTo(0, 0);
  const content = document.getElementById('content');
  content.scrollTop = 0;
  content.focus({ preventScroll: true }); // a screen reader goes on from here, and so does the tabulator
}

function enter(to) {
  if (to.park !== place.park) {
    resetPark();
  }
  if (to.scope !== place.scope) {
    resetCity();
  }
  place = to;
}

/** Goes to a page if all of it can be had. */
async function goIfThere(address) {
  const to = read(address);
  if (to.room !== store.room && !(await store.follow(to.room, { orStay: true }))) {
    return false;
  }
  enter(to);
  location.hash = address;
  draw();
  return true;
}

// Drawing.

function trail() {
  const steps = [h('a', { href: addressOf('all'), 'data-key': 'all' }, t('scope.all'))];
  const region = place.park ? (park(place.park)?.region ?? '') : place.scope === 'all' ? '' : place.scope.slice('region:'.length);
  const segments = region.split('/').filter(Boolean);
  segments.forEach((_, i) => {
    const path = segments.slice(0, i + 1);
    steps.push(h('a', { href: addressOf(`region:${path.join('/')}`), 'data-key': path.join('/') }, placeName(path.join('/'))));
  });
  if (place.park) {
    steps.push(h('a', { href: addressOf(place.scope), 'data-key': `park ${place.park}` }, parkName(place.park)));
  }
  if (place.group) {
    steps.push(h('a', { href: addressOf(place.group), 'data-key': place.group }, groupName(taken(place.group).kind, taken(place.group).name)));
  }
  steps.at(-1).setAttribute('aria-current', 'page');
  steps.at(-1).setAttribute('title', steps.at(-1).textContent); // it may be cut
  return h(
    'nav',
    { class: 'trail' },
    steps.flatMap((step, i) => (i === 0 ? [step] : [h('span', { 'aria-hidden': 'true', 'data-key': `sep ${i}` }, '›'), step])),
  );
}

function head() {
  const zone = zoneOf(place.scope);
  const line = now(place.scope);
  const stale = isStale(line);
  const row = place.park ? park(place.park) : null;
  return [
    h('div', { class: 'brand' }, h('span', { class: 'logo', 'aria-hidden': 'true' }), h('h1', {}, t('page.title'))),
    h(
      'div',
      { class: 'where' },
      trail(),
      row && !place.group
        ? h(
            'span',
            { class: 'muted facts' },
            [row.park_class && t('part.class', { n: row.park_class }), row.batch && t('part.batch', { n: row.batch }), row.opens_on, row.method && word('method_name', row.method)]
              .filter(Boolean)
              .join(' · '),
          )
        : null,
    ),
    row && !isDue(row) ? h('span', { class: 'tag low-tag' }, t('city.not_due')) : null,
    h('span', { class: 'gap' }),
    h(
      'span',
      { class: `age${stale ? ' stale' : ''}` },
      h('span', { class: 'muted' }, `${t('age.label')} `),
      line ? [line.local.slice(0, 16).replace('T', ' '), freshText(line)].filter(Boolean).join(' · ') : t('age.none'),
    ),
    h(
      'time',
      { class: 'clock', title: zone },
      h('span', { class: 'muted' }, `${localDate(store.now(), zone)} `),
      localClock(store.now(), zone),
    ),
    h('span', { class: 'run' }, store.head.run === 'live' ? t('page.run.live') : t('page.run.replay', { run: store.head.run })),
    h(
      'div',
      { class: 'controls' },
      h(
        'select',
        { 'data-act': 'lang', 'aria-label': t('page.language') },
        LANGUAGES.map((lang) => h('option', { value: lang, selected: lang === store.lang }, NAMES[lang])),
      ),
      h('button', { type: 'button', 'data-act': 'theme', title: t('page.theme'), 'aria-label': t('page.theme') }, '◐'),
      h('button', { type: 'button', 'data-act': 'kiosk', title: t('page.kiosk'), 'aria-label': t('page.kiosk') }, '▷'),
    ),
  ];
}

const NAMES = { zh: '中文', en: 'English', ja: '日本語', ko: '한국어' };

function banner() {
  const status = store.facts.get('status');
  const notes = [];
  if (!store.connected) {
    const zone = zoneOf(place.scope);
    const time = `${localDate(store.head.now, zone)} ${localTime(store.head.now, zone)}`;
    const span = spanText(store.silence());
    const text = store.inside === null ? t('page.unreachable') : t('page.no_connection', { span, time });
    notes.push(h('p', { class: 'note bad' }, `⚠ ${text}`));
  }
  if (status?.hindrance) {
    notes.push(h('p', { class: 'note bad' }, `⚠ ${t('page.hindrance', { why: status.hindrance })}`));
  }
  if (status && !status.caught_up) {
    notes.push(h('p', { class: 'note' }, t('page.loading')));
  }
  if (status?.unreadable > 0) {
    notes.push(h('p', { class: 'note bad' }, `⚠ ${t('page.unreadable', { count: status.unreadable })}`));
  }
  if (failure) {
    notes.push(h('p', { class: 'note bad' }, `⚠ ${t('page.error', { why: failure })}`));
  }
  return notes;
}

let pending = false;
let newDays = false;
let newEnterprises = false;

function draw() {
  // A page without its texts would show their keys.
  if (!pending && store.speaks) {
    pending = true;
    requestAnimationFrame(drawNow);
  }
}

async function drawNow() {
  pending = false;
  const here = place;
  update(document.getElementById('head'), head());
  update(document.getElementById('banner'), banner());
  const content = document.getElementById('content');
  const name = scopeName(here.group || here.scope);
  content.className = here.kind;
  content.setAttribute('aria-label', name);
  document.title = `${name} · ${t('page.title')}`;
  update(content, here.kind === 'park' ? renderPark(here.park, measure, here.group) : renderCity(here.scope, measure, here.group));
  renderPanel();
  if (here.kind === 'park') {
    renderList(here.park);
    showGroup(here.group);
  }
  if (drawn === 0) {
    performance.mark('parkpulse-drawn');
  }
  drawn++;
  const asked = newDays;
  const changed = newEnterprises;
  newDays = false;
  newEnterprises = false;
  const trendDone = refreshTrend(here.group || here.scope, measure, asked);
  const moved = refreshMoves(here.group || here.scope, asked);
  const fresh = here.kind === 'park' ? await refreshPark(here.park, here.group, measure, changed) : here.group && (await refreshContributions(here.group, measure, asked));
  if (((await moved) || fresh) && place === here) {
    update(content, here.kind === 'park' ? renderPark(here.park, measure, here.group) : renderCity(here.scope, measure, here.group));
    if (here.kind === 'park') {
      renderList(here.park);
    }
  }
  await trendDone;
}

function drawClock() {
  if (!store.speaks) {
    return;
  }
  update(document.getElementById('head'), head());
}

// What one does.

document.addEventListener('click', (event) => {
  const target = event.target.closest('[data-act]');
  if (!target) {
    if (event.target.id === 'panel') {
      closePanel(); // beside it
    }
    return;
  }
  act(target.dataset.act, target, event);
});

document.addEventListener('input', (event) => {
  const target = event.target.closest('[data-act]');
  if (target?.dataset.act === 'search') {
    act('search', target, event);
  } else if (target?.dataset.act === 'lang') {
    change(target.value);
  }
});

document.addEventListener(
  'scroll',
  (event) => {
    if (event.target.id === 'enterprises') {
      requestAnimationFrame(() => renderList(place.park));
    }
  },
  { capture: true, passive: true },
);

document.addEventListener('keydown', (event) => {
  if (!kioskRuns()) {
    return;
  }
  if (event.key === 'Escape') {
    stopKiosk();
  } else if (event.key === ' ' && !event.target.closest('button, a, input, select')) {
    event.preventDefault();
    pauseKiosk();
  }
});

async function change(lang) {
  await speak(lang);
  remember('lang', lang);
  if (query.has('lang')) {
    query.set('lang', lang);
    history.replaceState(null, '', `?${query}${location.hash}`);
  }
  forgetCharts();
  renderKiosk();
  draw();
}

function act(name, target, event) {
  switch (name) {
    case 'define':
      openPanel(target.dataset.scope, target.dataset.measure);
      break;
    case 'enterprise':
      openEnterprise(target.dataset.id);
      break;
    case 'close':
      closePanel();
      break;
    case 'measure':
      measure = target.dataset.measure;
      draw();
      break;
    case 'theme': {
      const dark = getComputedStyle(document.documentElement).getPropertyValue('--theme').trim() === 'dark';
      setTheme(dark ? 'light' : 'dark');
      remember('theme', dark ? 'light' : 'dark');
      forgetCharts();
      draw();
      break;
    }
    case 'kiosk':
      startKiosk(20, goIfThere);
      break;
    case 'kiosk-pause':
      pauseKiosk();
      break;
    case 'kiosk-leave':
      stopKiosk();
      break;
    case 'skip':
      event.preventDefault();
      document.getElementById('content').focus();
      break;
    default:
      if (parkAct(name, target) || cityAct(name, target)) {
        draw();
      }
  }
}

// Charts are pictures: for paper they are painted anew, in dark on light and of a width that is near a page's.
let themeOnScreen = null;
window.addEventListener('beforeprint', () => {
  themeOnScreen = document.documentElement.dataset.theme ?? '';
  setTheme('light');
  repaintCharts({ width: 720, height: 180 });
});
window.addEventListener('afterprint', () => {
  if (themeOnScreen) {
    setTheme(themeOnScreen);
  } else {
    delete document.documentElement.dataset.theme;
  }
  repaintCharts();
});

document.getElementById('panel').addEventListener('close', closePanel);
window.addEventListener('hashchange', () => void go());
window.addEventListener('resize', () => draw());
store.addEventListener('news', (event) => {
  const mine = `day/${place.group || place.scope}`;
  newDays ||= event.detail.includes(mine);
  newEnterprises ||= event.detail.includes(`enterprises/${place.park}`);
  speakOfAlerts();
  draw();
});
store.addEventListener('whole', () => {
  newDays = true;
  newEnterprises = true;
  draw();
});
store.addEventListener('connection', draw);
let minute = null;
function drawAges() {
  const told = `${Math.floor(store.now() / 60000)} ${Math.floor(store.silence() / 60000)}`;
  if (minute !== told) {
    minute = told; // ages are shown in minutes
    draw();
  }
}
store.addEventListener('tick', () => {
  drawClock();
  drawAges();
});
store.addEventListener('silence', drawAges);
window.addEventListener('error', (event) => {
  failure = event.message;
});
window.addEventListener('unhandledrejection', (event) => {
  failure = String(event.reason?.message ?? event.reason);
  draw();
});

const theme = query.get('theme') ?? remembered('theme');
if (theme === 'light' || theme === 'dark') {
  setTheme(theme);
}
place = read(location.hash);
await Promise.all([speakAtLast(firstLanguage()), store.follow(place.room)]);
speakOfAlerts();
draw();
if (query.has('kiosk')) {
  startKiosk(Number(query.get('kiosk')) || 20, goIfThere);
}
