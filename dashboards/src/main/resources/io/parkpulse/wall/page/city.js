// The city, or one of its sub-centres: key figures, ranking, trend, sub-centres, alerts.

import { chartPlace, drawDays, drawTrend } from './chart.js';
import { h } from './dom.js';
import {
  ACROSS,
  addressOf,
  againstText,
  card,
  changeElement,
  chosen,
  comparedText,
  COMPARISONS,
  count,
  differenceText,
  figureButton,
  groupName,
  groups,
  heading,
  isDue,
  isStale,
  lowCoverage,
  missingText,
  now,
  park,
  ownName,
  parkName,
  parts,
  placeName,
  printed,
  RANKED,
  scopeName,
  staleText,
  taken,
  thinText,
  value,
  whyUnknown,
  word,
} from './figures.js';
import { store, t } from './store.js';

const CARDS = [...RANKED, 'target_rate', 'utilisation_mean', 'present', 'coverage', 'enterprises', 'silent'];
const SEVERITIES = ['critical', 'warning', 'info'];
const SYMBOLS = { critical: '▲', warning: '●', info: '■' };
const RESOLVED_SHOWN = 5;
/** How soon what was incomplete is asked for again. */
const ASKED_AGAIN_MS = 5000;

let trend = null;
let trendFor = '';
let contributions = null;
let contributionsFor = '';
/** What the ranking goes by: park, or what tells enterprises apart. */
let by = 'park';
/** By which method it ranks; empty for all of them beside each other. */
let byMethod = '';
let moves = null;
let movesFor = '';
let movesAt = 0;

export function resetCity() {
  by = 'park';
  byMethod = '';
}

export function cityAct(act, target) {
  switch (act) {
    case 'by':
      by = target.dataset.by;
      return true;
    case 'method':
      byMethod = target.dataset.method;
      return true;
    case 'against':
      store.against = target.dataset.against;
      return true;
    default:
      return false;
  }
}

/** The region of a scope above parks: its path, empty for everything. */
function pathOf(scope) {
  return scope === 'all' ? '' : scope.slice('region:'.length);
}

/** The parks under a region, by id. */
export function parksUnder(scope) {
  const path = pathOf(scope);
  return [...store.facts.keys()]
    .filter((key) => key.startsWith('park/'))
    .map((key) => key.slice('park/'.length))
    .filter((id) => {
      const region = park(id).region ?? '';
      return path === '' || region === path || region.startsWith(`${path}/`);
    });
}

/** The next level of regions that separates parks. */
function subcentres(scope) {
  let path = pathOf(scope);
  const ids = parksUnder(scope);
  for (;;) {
    const next = new Map();
    for (const id of ids) {
      const region = park(id).region ?? '';
      const rest = path === '' ? region : region.slice(path.length + 1);
      if (rest !== '') {
        const segment = path === '' ? rest.split('/')[0] : `${path}/${rest.split('/')[0]}`;
        next.set(segment, [...(next.get(segment) ?? []), id]);
      }
    }
    if (next.size === 1 && [...next.values()][0].length === ids.length) {
      path = [...next.keys()][0];
      continue;
    }
    return [...next].map(([region, members]) => ({ region, members })).sort((one, other) => (one.region < other.region ? -1 : 1));
  }
}

/** What changes are against: what can be chosen, and which day that is for a scope. */
export function against(scope) {
  return h(
    'div',
    { class: 'compared', 'data-key': 'compared' },
    h('span', { class: 'muted' }, t('against')),
    h(
      'div',
      { class: 'tabs', role: 'group', 'aria-label': t('against') },
      COMPARISONS.map((id) =>
        h(
          'button',
          { type: 'button', 'data-act': 'against', 'data-against': id, 'aria-pressed': String(id === chosen()), 'data-key': id },
          t(`against.${id}`),
        ),
      ),
    ),
    h('span', { class: 'day' }, comparedText(scope)),
  );
}

export function keyFigures(scope, selected) {
  return h(
    'section',
    { class: 'cards', 'aria-labelledby': 'figures' },
    h('h2', { class: 'unseen', id: 'figures' }, t('city.figures')),
    CARDS.map((measure) => card(scope, measure, selected)),
  );
}

export function measureTabs(selected, label) {
  return h(
    'div',
    { class: 'tabs', role: 'group', 'aria-label': label },
    RANKED.map((measure) =>
      h(
        'button',
        { type: 'button', 'data-act': 'measure', 'data-measure': measure, 'aria-pressed': String(measure === selected) },
        t(`measure.${measure}.label`),
      ),
    ),
  );
}

/** What can be ranked: the parks that are due, or the parts of a place by what tells enterprises apart. */
function ranked(scope, kind) {
  if (kind === 'park') {
    return parksUnder(scope)
      .filter((id) => isDue(park(id)))
      .map((id) => ({ id, scope: `park:${id}`, label: parkName(id), line: now(`park:${id}`) }));
  }
  return groups(scope, kind).map((group) => ({
    id: group.name,
    scope: group.scope,
    label: groupName(kind, group.name),
    line: now(group.scope),
  }));
}

function kindTabs(scope, kind) {
  const there = ['park', ...ACROSS.filter((it) => it === kind || groups(scope, it).length > 0)];
  return h(
    'div',
    { class: 'tabs', role: 'group', 'aria-label': t('park.parts') },
    there.map((it) =>
      h(
        'button',
        { type: 'button', 'data-act': 'by', 'data-by': it, 'aria-pressed': String(it === kind), 'data-key': it },
        t(`city.by.${it}`),
      ),
    ),
  );
}

/** The methods of lines, the switch that ranks by one of them, and the mark of a line; both only where there are several. */
function methodsOf(rows) {
  const names = [...new Set(rows.map(({ line }) => line?.method).filter(Boolean))].sort();
  const several = names.length > 1;
  const chosen = names.includes(byMethod) ? byMethod : '';
  const tab = (name) =>
    h(
      'button',
      { type: 'button', 'data-act': 'method', 'data-method': name, 'aria-pressed': String(name === chosen), 'data-key': name },
      name ? word('method_name', name) : t('city.method.all'),
    );
  return {
    chosen,
    tabs: several ? h('div', { class: 'tabs', role: 'group', 'aria-label': t('city.method') }, ['', ...names].map(tab)) : null,
    mark: (line) => (several && line ? h('small', { class: 'method' }, word('method_name', line.method)) : null),
  };
}

/** Why a row is not ranked, in words; null if it is. */
function outOfRank({ line }, measure, chosen) {
  if (value(line, measure) === null) {
    return line ? whyUnknown(line, measure) : '';
  }
  return thinText(line, measure) ?? (chosen && line.method !== chosen ? t('city.method.other', { method: word('method_name', line.method) }) : null);
}

function ranking(scope, measure, here) {
  const kind = by === 'park' && here ? taken(here).kind : by;
  const rows = ranked(scope, kind);
  const methods = methodsOf(rows);
  for (const row of rows) {
    row.out = outOfRank(row, measure, methods.chosen);
  }
  const last = (row) => (row.out === null ? 0 : row.out ? 1 : 2);
  rows.sort(
    (one, other) =>
      last(one) - last(other) ||
      (value(other.line, measure) ?? 0) - (value(one.line, measure) ?? 0) ||
      (one.id < other.id ? -1 : 1),
  );
  const whole = value(now(scope), measure);
  const top = Math.max(100, whole ?? 0, ...rows.map(({ line }) => value(line, measure) ?? 0));
  const mean = whole === null ? null : `${(whole / top) * 100}%`;
  let rank = 0;
  const list = rows.map((row) => {
    const figure = value(row.line, measure);
    rank += row.out === null ? 1 : 0;
    return rankRow({ ...row, figure, rank: row.out === null ? rank : '—', measure, top, mean, here, mark: methods.mark(row.line) });
  });
  if (whole !== null) {
    const at = rows.findIndex(({ line, out }) => out !== null || value(line, measure) < whole);
    const line = now(scope);
    const thin = thinText(line, measure);
    const all = h(
      'tr',
      { class: `whole${thin ? ' thin' : ''}`, 'data-key': 'whole' },
      h('td', { class: 'rank' }, '◆'),
      h('th', { scope: 'row' }, t('scope.whole'), methods.mark(line), thin && h('small', { class: 'unranked' }, thin)),
      bar(whole, top, mean, isStale(line)),
      h('td', { class: 'number' }, figureButton(scope, measure, line), partsOf(line, measure)),
      h('td', { class: 'number' }, changeElement(scope, measure)),
    );
    list.splice(at < 0 ? list.length : at, 0, all);
  }
  const title = kind === 'park' ? t('city.ranking') : t('city.ranking.by', { by: t(`city.by.${kind}`).toLocaleLowerCase(store.lang) });
  return h(
    'section',
    { class: 'ranking' },
    heading(title, kindTabs(scope, kind), measureTabs(measure, title), methods.tabs, h('span', { class: 'muted' }, againstText())),
    list.length === 0
      ? h('p', { class: 'nothing' }, missingText() ?? t('city.no_parks'))
      : h(
          'div',
          { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': title, 'data-scrolls': true },
          h('table', { '--rows': String(list.length) }, h('tbody', {}, list)),
        ),
  );
}

function partsOf(line, measure) {
  const figure = line?.[measure];
  return figure?.d === undefined ? null : h('small', { class: 'parts' }, parts(measure, figure.n, figure.d));
}

function bar(figure, top, mean, stale) {
  return h(
    'td',
    { class: 'bar', 'aria-hidden': 'true' },
    h(
      'span',
      { class: `track${stale ? ' stale' : ''}`, '--mean': mean ?? '-10%' },
      h('span', { class: 'fill', '--part': figure === null ? '0%' : `${(figure / top) * 100}%` }),
      h('span', { class: 'mean' }),
    ),
  );
}

function rankRow({ id, scope, label, line, out, figure, rank, measure, top, mean, here, mark }) {
  return h(
    'tr',
    {
      'data-key': id,
      class: [scope === here && 'here', thinText(line, measure) && 'thin'].filter(Boolean).join(' ') || null,
      'aria-current': scope === here ? 'true' : null,
    },
    h('td', { class: 'rank' }, rank),
    h(
      'th',
      { scope: 'row' },
      h('a', { href: addressOf(scope), title: label }, h('span', { class: `clamp${out || mark ? ' one' : ''}` }, label)),
      out ? h('small', { class: 'unranked' }, out) : mark,
    ),
    bar(figure, top, mean, isStale(line)),
    h('td', { class: 'number' }, figureButton(scope, measure, line), partsOf(line, measure)),
    h('td', { class: 'number' }, figure !== null ? changeElement(scope, measure) : null),
  );
}

export function trends(scope, measure) {
  return h(
    'section',
    { class: 'trends', 'data-key': 'trends' },
    heading(t('city.trend'), h('span', { class: 'muted' }, t(`measure.${measure}.label`))),
    chartPlace('trend', `${t('city.trend')}: ${t(`measure.${measure}.name`)} ${printed(now(scope), measure)}`),
    h('h3', { class: 'minor' }, t('city.days')),
    chartPlace('days', `${t('city.days')}: ${t(`measure.${measure}.name`)}`),
  );
}

/** How many enterprises stand on which rung: reopened, producing, at target, at full capacity; and in which band. */
export function ladder(scope) {
  const line = now(scope);
  const bands = line?.utilisation_bands;
  if (!bands) {
    return null;
  }
  const known = bands.reduce((sum, number) => sum + number, 0);
  const moved = moves?.scope === scope && moves.day ? moves : null;
  const rungs = [
    ['opened', line.enterprise_resumption?.n, line.enterprises],
    ['producing', known - bands[0], known],
    ['at_target', line.target_rate?.n, known],
    ['full', bands.at(-1), known],
  ];
  return h(
    'section',
    { class: 'ladder', 'data-key': 'ladder' },
    heading(t('ladder'), h('span', { class: 'muted' }, t('ladder.known', { n: count(known), d: count(line.enterprises) }))),
    h(
      'ol',
      {},
      rungs.map(([rung, n, d]) =>
        h(
          'li',
          { 'data-key': rung, title: t(`ladder.${rung}`) },
          h('span', {}, t(`term.${rung}`)),
          h('b', {}, n === undefined ? '—' : count(n)),
          h('span', { class: 'rung', 'aria-hidden': 'true', '--part': d > 0 && n !== undefined ? `${(n / d) * 100}%` : '0%' }),
          movesOf(moved?.rungs?.find((it) => it.rung === rung)),
        ),
      ),
    ),
    moved ? h('p', { class: 'muted moves-key' }, moved.why ? `${t('ladder.moves', { day: moved.day })} — ${t(`change.why.${moved.why}`)}` : `${t('ladder.moves', { day: moved.day })} ${t('ladder.moves.key')}`) : null,
    bandsOf(t('bands.utilisation_bands.name'), bands),
    bandsOf(t('bands.staff_bands.name'), line.staff_bands),
  );
}

/** How many came up to a rung, fell below it, and are newly or no longer counted on it; not coloured: the days may be unlike. */
function movesOf(moved) {
  if (!moved) {
    return null;
  }
  const kinds = [
    ['up', '▲', moved.up],
    ['down', '▼', moved.down],
    ['newly', '+', moved.newly],
    ['no_longer', '−', moved.no_longer],
  ].filter(([, , number]) => number > 0);
  return h(
    'span',
    { class: 'moves' },
    kinds.length === 0
      ? `= ${t('change.none')}`
      : kinds.map(([kind, sign, number]) =>
          h(
            'span',
            { 'data-key': kind },
            h('span', { 'aria-hidden': 'true' }, sign),
            h('span', { class: 'unseen' }, t(`ladder.move.${kind}`)),
            count(number),
          ),
        ),
  );
}

function bandsOf(name, numbers) {
  const most = Math.max(1, ...numbers);
  return h(
    'dl',
    { class: 'bands', 'aria-label': name, 'data-key': name },
    h('dt', {}, name),
    numbers.map((number, band) =>
      h(
        'dd',
        { 'data-key': String(band), '--part': `${(number / most) * 100}%` },
        h('small', {}, t(`bands.range.${band}`)),
        h('b', {}, count(number)),
      ),
    ),
  );
}

function tiles(scope, measure) {
  const list = subcentres(scope);
  if (list.length === 0) {
    return null;
  }
  const methods = methodsOf(list.map(({ region }) => ({ line: now(`region:${region}`) })));
  return h(
    'section',
    { class: 'tiles' },
    heading(t('city.regions'), h('span', { class: 'muted' }, `${t(`measure.${measure}.label`)} · ${againstText()}`)),
    h(
      'ul',
      {},
      list.map(({ region, members }) => {
        const name = `region:${region}`;
        const line = now(name);
        const thin = thinText(line, measure);
        return h(
          'li',
          { 'data-key': region },
          h(
            'a',
            { class: `tile${isStale(line) ? ' stale' : ''}${thin ? ' thin' : ''}`, href: addressOf(name) },
            h('span', { class: 'tile-name' }, placeName(region)),
            h('span', { class: 'tile-parks' }, t(members.length === 1 ? 'city.park' : 'city.parks', { n: members.length })),
            h('span', { class: 'tile-value' }, printed(line, measure)),
            h('span', { class: 'tile-change' }, value(line, measure) !== null ? changeElement(name, measure) : null),
            methods.mark(line),
            thin ? h('small', { class: 'unranked' }, `◔ ${thin}`) : null,
            isStale(line) ? h('span', { class: 'tag stale-tag' }, `◷ ${staleText(line)}`) : null,
          ),
        );
      }),
    ),
  );
}

function notDue(scope) {
  const ids = parksUnder(scope).filter((id) => !isDue(park(id)));
  if (ids.length === 0) {
    return null;
  }
  ids.sort((one, other) => (park(one).opens_on < park(other).opens_on ? -1 : 1));
  return h(
    'section',
    { class: 'not-due' },
    heading(t('city.not_due'), h('span', { class: 'muted' }, ids.length)),
    h(
      'ul',
      {},
      ids.map((id) =>
        h(
          'li',
          { 'data-key': id },
          h('a', { href: addressOf(`park:${id}`) }, parkName(id)),
          h('span', { class: 'muted' }, t('city.not_due.of', { batch: park(id).batch || '—', date: park(id).opens_on })),
        ),
      ),
    ),
  );
}

/** All alerts that are known. */
export function allAlerts() {
  return [...store.facts].filter(([key]) => key.startsWith('alert/')).map(([, alert]) => alert);
}

/** How severe it is, or that it is over. */
export function stateOf(alert) {
  return alert.state === 'firing' ? String(alert.severity) : 'resolved';
}

export function stateText(state) {
  return store.has(`severity.${state}`) ? t(`severity.${state}`) : state;
}

export function alertText(alert) {
  return alert.text?.[store.lang] ?? alert.text?.en ?? `${alert.rule} · ${scopeName(scopeOf(alert))} · ${alert.printed ?? ''}`;
}

function scopeOf(alert) {
  const scope = String(alert.scope ?? 'all');
  return /^(all$|region:|park:)/.test(scope) ? scope : 'all';
}

export function alertsOf(under) {
  const mine = allAlerts().filter((alert) => under(String(alert.scope ?? '')));
  const firing = mine
    .filter((alert) => alert.state === 'firing')
    .sort(
      (one, other) =>
        SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) || (one.since < other.since ? 1 : -1),
    );
  const resolved = mine
    .filter((alert) => alert.state !== 'firing')
    .sort((one, other) => (one.at < other.at ? 1 : -1))
    .slice(0, RESOLVED_SHOWN);
  return { firing, resolved };
}

export function alerts(under) {
  const { firing, resolved } = alertsOf(under);
  return h(
    'section',
    { class: 'alerts' },
    heading(t('city.alerts'), h('span', { class: `badge${firing.length > 0 ? ' some' : ''}` }, firing.length)),
    firing.length + resolved.length === 0
      ? h('p', { class: 'nothing' }, missingText() ?? t('city.alerts.none'))
      : h(
          'ul',
          { class: 'scroll' },
          [...firing, ...resolved].map((alert) => {
            const state = stateOf(alert);
            return h(
              'li',
              { class: `alert ${SEVERITIES.includes(state) ? state : 'resolved'}`, 'data-key': String(alert.id) },
              h('span', { class: 'severity' }, `${SYMBOLS[state] ?? '✓'} ${stateText(state)}`),
              h('a', { href: addressOf(scopeOf(alert)) }, alertText(alert)),
            );
          }),
        ),
  );
}

/** @param {string} here the part of the scope that is asked for; empty for none */
export function renderCity(scope, measure, here) {
  const ids = new Set(parksUnder(scope).map((id) => `park:${id}`));
  const path = pathOf(scope);
  const under = (name) =>
    scope === 'all' || name === scope || name.startsWith(`region:${path}/`) || ids.has(name) || [...ids].some((id) => name.startsWith(`${id}/`));
  const shown = here || scope;
  return [
    against(shown),
    keyFigures(shown, measure),
    h(
      'div',
      { class: 'columns city' },
      ranking(scope, measure, here),
      trends(shown, measure),
      here
        ? h('div', { class: 'stack' }, alerts((name) => name === here), ladder(here), whoChanged(contributions, contributionsFor, measure))
        : h('div', { class: 'stack' }, alerts(under), tiles(scope, measure), ladder(scope), notDue(scope)),
    ),
  ];
}

// Who made the change.

/** Asks for it anew where something else is shown, or a day is new. Whether there is anything to draw. */
export async function refreshContributions(scope, measure, force) {
  const wanted = `${scope} ${measure}`;
  if (!force && contributionsFor === wanted) {
    return false;
  }
  contributionsFor = wanted;
  const told = await contributionsOf(scope, measure);
  contributions = told ?? null;
  if (told === undefined) {
    contributionsFor = ''; // asked again with the next news
  }
  return true;
}

/** Null where there are none, undefined if they could not be had. */
export async function contributionsOf(scope, measure) {
  try {
    const answer = await fetch(`api/contributions?scope=${encodeURIComponent(scope)}&measure=${measure}`, { cache: 'no-store' });
    return answer.ok ? await answer.json() : null;
  } catch {
    return undefined;
  }
}


/**
 * @param known what was told last
 * @param askedFor empty if it could not be had
 */
export function whoChanged(known, askedFor, measure) {
  const told = known?.measure === measure ? known : null;
  const missing = askedFor === '' && !store.connected ? 'page.unreachable' : 'page.empty';
  return h(
    'section',
    { class: 'contributions' },
    heading(t('park.contributions'), h('span', { class: 'muted' }, t(`measure.${measure}.label`))),
    told === null
      ? h('p', { class: 'nothing' }, t(missing))
      : told.why
        ? h('p', { class: 'nothing' }, `— ${t(`change.why.${told.why}`)}`)
        : [
            h('p', { class: 'muted' }, [t('park.contributions.of', { day: told.day, change: differenceText(measure, told.by) }), !told.alike && t('against.unlike')].filter(Boolean).join(' · ')),
            told.changed === 0
              ? h('p', { class: 'nothing' }, t('park.contributions.none'))
              : h(
                  'ul',
                  { class: 'scroll', tabindex: '0', role: 'list', 'aria-label': t('park.contributions') },
                  told.parts.map((part) =>
                    h(
                      'li',
                      { 'data-key': part.id, class: part.thin ? 'thin' : null },
                      h('button', { type: 'button', class: 'who', title: part.id, 'data-act': 'enterprise', 'data-id': part.id }, part.thin ? h('span', { class: 'low-tag' }, `◔ ${t('park.thin')} · `) : null, ownName(part.name) || part.id, part.came ? ` (${t('park.came')})` : part.left ? ` (${t('park.left')})` : ''),
                      h('span', { class: `change ${told.alike && !part.thin ? (part.sign > 0 ? 'good' : 'bad') : 'even'}` }, `${part.sign > 0 ? '▲' : '▼'} ${differenceText(measure, part.points)}`),
                    ),
                  ),
                  told.others.count > 0
                    ? h(
                        'li',
                        { class: 'others' },
                        h('span', { class: 'who' }, t('park.contributions.others', { n: count(told.others.count) })),
                        h('span', { class: 'change even' }, differenceText(measure, told.others.points)),
                      )
                    : null,
                ),
          ],
  );
}

/** Asks anew how many moved on the ladder where another scope is shown, or a day is new. Whether there is anything to draw. */
export async function refreshMoves(scope, force) {
  const mayBeWhole = moves?.why === 'incomplete' && performance.now() - movesAt > ASKED_AGAIN_MS;
  if (!now(scope) || (!force && movesFor === scope && !mayBeWhole)) {
    return false;
  }
  movesFor = scope;
  movesAt = performance.now();
  try {
    const answer = await fetch(`api/ladder?scope=${encodeURIComponent(scope)}`, { cache: 'no-store' });
    moves = answer.ok ? await answer.json() : null;
  } catch {
    movesFor = ''; // asked again with the next news
    return false;
  }
  return true;
}

// The trend is asked for once, and goes on with what comes.

export async function refreshTrend(scope, measure, force) {
  const wanted = `${scope} ${measure}`;
  if (force || trendFor !== wanted) {
    trendFor = wanted;
    try {
      const answer = await fetch(`api/trend?scope=${encodeURIComponent(scope)}&measure=${measure}`, { cache: 'no-store' });
      if (trendFor !== wanted) {
        return;
      }
      trend = answer.ok ? await answer.json() : { scope, measure, points: [], days: [] };
    } catch {
      if (trendFor === wanted) {
        trendFor = ''; // asked again with the next news
      }
      if (trend?.scope === scope && trend.measure === measure) {
        return; // what is drawn holds
      }
      trend = { scope, measure, points: [], days: [], missing: true };
    }
  } else {
    extend(scope, measure);
  }
  if (trend && document.getElementById('trend')) {
    await Promise.all([drawTrend('trend', trend), drawDays('days', trend)]);
  }
}

function extend(scope, measure) {
  const line = now(scope);
  if (!line || !trend || trend.scope !== scope || trend.measure !== measure) {
    return;
  }
  const end = Date.parse(line.end);
  const figure = value(line, measure);
  const point = [end, figure, figure === null ? null : printed(line, measure), lowCoverage(line) === null ? undefined : line.coverage.printed];
  const last = trend.points.at(-1);
  if (last && last[0] === end) {
    trend.points[trend.points.length - 1] = point;
  } else if (!last || last[0] < end) {
    trend.points.push(point);
    trend.points = trend.points.filter(([at]) => at > end - 26 * 3600000);
  }
}
