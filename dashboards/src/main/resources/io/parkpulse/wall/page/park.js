// One park, or a group in it: its figures by group, every enterprise, and who made the change.

import { h, update } from './dom.js';
import {
  addressOf,
  allNames,
  count,
  figureButton,
  groups,
  heading,
  INSIDE,
  lowCoverage,
  missingText,
  now,
  park,
  parts,
  ownName,
  pathName,
  placeName,
  taken,
  word,
} from './figures.js';
import { against, alerts, alertsOf, contributionsOf, keyFigures, ladder, trends, whoChanged } from './city.js';
import { store, t } from './store.js';

const COLUMNS = [
  'resumption_index',
  'enterprise_resumption',
  'power_work_rate',
  'power_output_rate',
  'staff_return',
  'capacity_utilisation',
  'coverage',
];
const OPEN = new Set(['idle', 'silent', 'unknown', 'no_line']);
const STATES = ['silent', 'unknown', 'no_line', 'idle', 'at_work'];
const SIGNS = { at_work: '●', idle: '○', silent: '✕', unknown: '?', no_line: '∅' };
const OVERSCAN = 8;

const view = { kind: 'all', closed: new Set(), filter: 'open', search: '' };
let list = { park: '', day: null, enterprises: [] };
let listAt = 0;
let contributions = null;
let contributionsFor = '';
let shown = '';
/** The scope of the group that is looked at; empty for the whole park. */
let wanted = '';

export function resetPark() {
  list = { park: '', day: null, enterprises: [] };
  listAt = 0;
  contributions = null;
  contributionsFor = '';
  view.filter = 'open';
  view.search = '';
  view.closed.clear();
  view.kind = 'all';
  shown = '';
}

/** Brings the group that is asked for into sight, once. */
export function showGroup(group) {
  const row = group === shown ? null : document.querySelector('.groups tr.here');
  if (row) {
    shown = group;
    row.scrollIntoView({ block: 'center' });
  }
}

export function parkAct(act, target) {
  if (act === 'kind') {
    view.kind = target.dataset.kind;
  } else if (act === 'fold') {
    const scope = target.dataset.scope;
    if (!view.closed.delete(scope)) {
      view.closed.add(scope);
    }
  } else if (act === 'filter') {
    view.filter = target.dataset.filter;
    scrollToTop();
  } else if (act === 'search') {
    view.search = target.value;
    scrollToTop();
  } else {
    return false;
  }
  return true;
}

function scrollToTop() {
  const box = document.getElementById('enterprises');
  if (box) {
    box.scrollTop = 0;
  }
}

// Groups.

function inOrder(id, kind) {
  return groups(`park:${id}`, kind).sort((one, other) =>
    kind === 'grid' ? pathOrder(one.name, other.name) : now(other.scope).enterprises - now(one.scope).enterprises,
  );
}

const order = new Intl.Collator('en', { numeric: true });

function pathOrder(one, other) {
  const a = one.split('/');
  const b = other.split('/');
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const compared = order.compare(a[i], b[i]);
    if (compared !== 0) {
      return compared;
    }
  }
  return a.length - b.length;
}

function visibleGroups(id, kind) {
  const all = inOrder(id, kind);
  if (kind !== 'grid') {
    return { all, visible: all };
  }
  const visible = all.filter(({ scope, name }) => {
    const head = scope.slice(0, scope.length - name.length);
    const segments = name.split('/');
    return !segments.slice(0, -1).some((_, i) => view.closed.has(head + segments.slice(0, i + 1).join('/')));
  });
  return { all, visible };
}

function byGroup(id, here) {
  const parts = INSIDE.map((kind) => ({ kind, ...visibleGroups(id, kind) })).filter(({ all }) => all.length > 0);
  const chosen = view.kind === 'all' ? parts : parts.filter(({ kind }) => kind === view.kind);
  return h(
    'section',
    { class: 'groups' },
    heading(
      t('park.parts'),
      h(
        'div',
        { class: 'tabs', role: 'group', 'aria-label': t('park.parts') },
        ['all', ...INSIDE].map((kind) =>
          h(
            'button',
            { type: 'button', 'data-act': 'kind', 'data-kind': kind, 'aria-pressed': String(kind === view.kind) },
            t(kind === 'all' ? 'park.state.all' : `park.${kind}`),
          ),
        ),
      ),
    ),
    chosen.length === 0
      ? h('p', { class: 'nothing' }, missingText(id) ?? t('park.no_groups'))
      : h(
          'div',
          { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t('park.parts') },
          h(
            'table',
            { class: 'dense' },
            h(
              'thead',
              {},
              h(
                'tr',
                {},
                h('th', { scope: 'col' }, t('park.group')),
                h('th', { scope: 'col', class: 'number' }, t('measure.enterprises.label')),
                COLUMNS.map((measure) => h('th', { scope: 'col', class: 'number' }, t(`measure.${measure}.label`))),
                h('th', { scope: 'col', class: 'number' }, t('measure.silent.label')),
              ),
            ),
            chosen.map(({ kind, all, visible }) =>
              h(
                'tbody',
                { 'data-key': kind },
                h(
                  'tr',
                  { class: 'kind', 'data-key': 'kind' },
                  h('th', { scope: 'rowgroup', colspan: COLUMNS.length + 3 }, t(`park.${kind}`)),
                ),
                visible.map((group) => groupRow(group, kind, all, here)),
              ),
            ),
          ),
        ),
  );
}

function groupRow({ scope, name }, kind, all, here) {
  const line = now(scope);
  const level = kind === 'grid' ? name.split('/').length - 1 : 0;
  const folds = kind === 'grid' && all.some((other) => other.name.startsWith(`${name}/`));
  const low = lowCoverage(line);
  const label = kind === 'grid' ? placeName(name) : word(kind, name);
  return h(
    'tr',
    {
      'data-key': scope,
      class: [scope === here && 'here', low && 'thin'].filter(Boolean).join(' ') || null,
      'aria-current': scope === here ? 'true' : null,
    },
    h(
      'th',
      { scope: 'row', '--level': String(level), class: `level${level > 0 ? ' deep' : ''}`, title: name },
      folds
        ? h(
            'button',
            {
              type: 'button',
              class: 'fold',
              'data-act': 'fold',
              'data-scope': scope,
              'aria-expanded': String(!view.closed.has(scope)),
              'aria-label': name,
            },
            view.closed.has(scope) ? '▸' : '▾',
          )
        : h('span', { class: 'fold' }),
      h('a', { href: addressOf(scope) }, label),
      low ? h('small', { class: 'unranked' }, low) : null,
    ),
    h('td', { class: 'number' }, count(line.enterprises)),
    COLUMNS.map((measure) => h('td', { class: 'number' }, figureButton(scope, measure, line))),
    h('td', { class: `number${line.silent > 0 ? ' some-silent' : ''}` }, count(line.silent)),
  );
}

// Enterprises. The list may have thousands: only the rows in sight are in the page.

const FIELDS = [
  'id',
  'name',
  'tiers',
  'industry',
  'site',
  'grid',
  'priority',
  'state',
  'heard',
  'worked',
  'covered',
  'window',
  'energy',
  'baseline',
  'returned',
  'registered',
  'online',
  'capped',
];

export async function refreshPark(id, group, measure, changed) {
  if (list.park !== id || (changed && performance.now() - listAt > 2000)) {
    listAt = performance.now();
    try {
      const answer = await fetch(`api/enterprises?park=${encodeURIComponent(id)}`, { cache: 'no-store' });
      const told = await answer.json();
      const rows = told.enterprises.map((cells) => Object.fromEntries(FIELDS.map((name, i) => [name, cells[i]])));
      rows.sort(
        (one, other) =>
          STATES.indexOf(one.state) - STATES.indexOf(other.state) ||
          order.compare(one.heard ?? '', other.heard ?? '') ||
          order.compare(one.worked ?? '', other.worked ?? '') ||
          (other.baseline ?? 0) - (one.baseline ?? 0) ||
          order.compare(one.id, other.id),
      );
      list = { park: id, day: told.day, enterprises: rows };
    } catch {
      listAt = 0; // asked again with the next news
      return false;
    }
    contributionsFor = '';
  }
  const scope = group || `park:${id}`;
  const asked = `${scope} ${measure} ${list.day}`;
  if (contributionsFor !== asked) {
    contributionsFor = asked;
    const told = await contributionsOf(scope, measure);
    if (told === undefined) {
      contributionsFor = '';
      return false;
    }
    contributions = told;
  }
  return true;
}

function matches(row) {
  const inState = view.filter === 'all' || (view.filter === 'open' ? OPEN.has(row.state) : row.state === view.filter);
  if (!inState || !isInGroup(row)) {
    return false;
  }
  const searched = view.search.trim().toLowerCase();
  return searched === '' || `${row.id} ${allNames(row.name)} ${row.grid} ${pathName(row.grid)}`.toLowerCase().includes(searched);
}

/** Whether an enterprise is in the group that is looked at. */
function isInGroup(row) {
  const { kind, name } = taken(wanted);
  switch (kind) {
    case undefined:
      return true;
    case 'tier':
      return row.tiers.split(';').includes(name);
    case 'grid':
      return `${row.grid}/`.startsWith(`${name}/`);
    default:
      return row[kind] === name;
  }
}

function nobodyMissed(id) {
  const mine = list.park === id ? list.enterprises.filter(isInGroup) : [];
  const counts = Object.fromEntries(STATES.map((state) => [state, 0]));
  for (const row of mine) {
    counts[row.state]++;
  }
  const open = counts.idle + counts.silent + counts.unknown + counts.no_line;
  const filters = [['open', open], ...STATES.map((state) => [state, counts[state]]), ['all', mine.length]];
  return h(
    'section',
    { class: 'nobody' },
    heading(t('park.list'), h('span', { class: 'muted' }, list.day ? t('park.list.day', { day: list.day }) : '')),
    h(
      'div',
      { class: 'tools' },
      h(
        'div',
        { class: 'tabs', role: 'group', 'aria-label': t('park.list.filter') },
        filters
          .filter(([name, number]) => number > 0 || name === 'open' || name === 'all')
          .map(([name, number]) =>
            h(
              'button',
              { type: 'button', 'data-act': 'filter', 'data-filter': name, 'aria-pressed': String(name === view.filter), 'data-key': name },
              `${SIGNS[name] ?? ''} ${t(`park.state.${name}`)} `,
              h('b', {}, count(number)),
            ),
          ),
      ),
      h('input', {
        type: 'search',
        'data-act': 'search',
        placeholder: t('park.list.search'),
        'aria-label': t('park.list.search'),
        value: view.search,
      }),
    ),
    h(
      'div',
      { class: 'list-head', 'aria-hidden': 'true' },
      h('span', {}, t('park.enterprise')),
      h('span', {}, t('park.state')),
      h('span', {}, t('park.heard')),
      h('span', { class: 'number' }, t('park.energy')),
      h('span', { class: 'number' }, t('park.staff')),
    ),
    h('div', { class: 'scroll list', id: 'enterprises', tabindex: '0', role: 'list', 'aria-label': t('park.list'), 'data-own': 'enterprises' }),
  );
}

/** Fills the list with the rows that are in sight. */
export function renderList(id) {
  const box = document.getElementById('enterprises');
  if (!box) {
    return;
  }
  const rows = list.park === id ? list.enterprises.filter(matches) : [];
  if (rows.length === 0) {
    update(box, [h('p', { class: 'nothing', role: 'listitem' }, t(list.park === id ? 'park.list.none' : store.connected ? 'page.loading' : 'page.unreachable'))]);
    return;
  }
  const height = rowHeight();
  const first = Math.max(0, Math.floor(box.scrollTop / height) - OVERSCAN);
  const last = Math.min(rows.length, Math.ceil((box.scrollTop + box.clientHeight) / height) + OVERSCAN);
  const visible = [];
  for (let i = first; i < last; i++) {
    visible.push(enterpriseRow(rows[i], i, rows.length, height));
  }
  update(box, [h('div', { class: 'spacer', '--height': `${rows.length * height}px`, role: 'presentation' }, visible)]);
}

function rowHeight() {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) * 2.6;
}

function enterpriseRow(row, i, size, height) {
  const details = [
    ...row.tiers.split(';').filter(Boolean).map((it) => word('tier', it)),
    row.industry && word('industry', row.industry),
    row.grid && pathName(row.grid),
  ].filter(Boolean);
  return h(
    'div',
    {
      class: `enterprise ${row.state}`,
      role: 'listitem',
      'aria-posinset': i + 1,
      'aria-setsize': size,
      '--top': `${i * height}px`,
      'data-key': row.id,
      'data-act': 'enterprise',
      'data-id': row.id,
    },
    h('span', { class: 'who', title: [row.id, allNames(row.name), ...details].join(' · ') }, h('button', { type: 'button', 'data-act': 'enterprise', 'data-id': row.id }, h('b', {}, ownName(row.name) || row.id)), h('small', {}, [row.id, ...details].join(' · '))),
    h('span', { class: `state-${row.state}` }, `${SIGNS[row.state]} ${t(`park.state.${row.state}`)}`, row.capped ? h('small', { class: 'capped' }, t('park.capped')) : null),
    h('span', {}, row.heard ?? t('park.never'), row.state === 'at_work' ? null : h('small', {}, `${t('park.worked')}: ${row.worked ?? t('park.never')}`)),
    h('span', { class: 'number' }, row.energy === null || row.energy === undefined ? '—' : parts('power_output_rate', row.energy, row.baseline)),
    h('span', { class: 'number' }, row.returned === undefined ? '—' : `${count(row.returned)} / ${count(row.registered)}`),
  );
}

/** @param {string} here the scope of the group that is asked for; empty for none */
export function renderPark(id, measure, here) {
  wanted = here;
  if (!park(id) && !now(`park:${id}`)) {
    const why = missingText() ?? (store.facts.get('status')?.caught_up ? t('park.unknown') : t('page.loading'));
    return [h('p', { class: 'nothing' }, why)];
  }
  const scope = `park:${id}`;
  const shown = here || scope;
  const under = here ? (name) => name === here : (name) => name === scope || name.startsWith(`${scope}/`);
  const { firing, resolved } = alertsOf(under);
  return [
    against(shown),
    keyFigures(shown, measure),
    h(
      'div',
      { class: 'columns park' },
      byGroup(id, here),
      h('div', { class: 'stack' }, trends(shown, measure), ladder(shown), whoChanged(contributions, contributionsFor, measure)),
      h('div', { class: 'stack' }, firing.length + resolved.length > 0 ? alerts(under) : null, nobodyMissed(id)),
    ),
  ];
}
