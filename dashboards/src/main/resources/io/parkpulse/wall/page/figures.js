// Figures as they are shown. The text of a figure is the one that was written with it; nothing is rounded anew here.

import { h } from './dom.js';
import { store, t } from './store.js';

/** What tells the enterprises of a place above parks apart, and those of a park: names of scopes have these words. */
export const ACROSS = ['industry', 'tier', 'site', 'priority', 'class', 'batch'];
export const INSIDE = ['tier', 'industry', 'site', 'priority', 'grid'];
export const RANKED = [
  'resumption_index',
  'enterprise_resumption',
  'power_work_rate',
  'power_output_rate',
  'staff_return',
  'capacity_utilisation',
];
/** What the present can be compared with. */
export const COMPARISONS = ['like_day', 'day_before', 'week_before', 'lunar_year_before'];
const DASH = '—';
const LOWER_IS_BETTER = new Set(['silent']);
const SIZES = new Set(['enterprises', 'metered']);
const DEFAULT_ZONE = 'Asia/Shanghai';

export const now = (scope) => store.facts.get(`now/${scope}`)?.line;
const since = (scope) => store.facts.get(`now/${scope}`)?.since;
export const method = (line) => store.facts.get(`method/${line.method}`);

export function better(measure) {
  return SIZES.has(measure) ? 'neither' : LOWER_IS_BETTER.has(measure) ? 'lower' : 'higher';
}

/** The text of a figure; a dash if it is not known. */
export function printed(line, measure) {
  const figure = line?.[measure];
  if (figure === null || figure === undefined) {
    return DASH;
  }
  return typeof figure === 'number' ? count(figure) : figure.printed;
}

/** A number to draw or sort by; null if it is not known. */
export function value(line, measure) {
  const figure = line?.[measure];
  if (figure === null || figure === undefined) {
    return null;
  }
  return typeof figure === 'number' ? figure : (figure.percent ?? figure.value);
}

export function count(number) {
  return new Intl.NumberFormat(store.lang).format(number);
}

const WATT_HOURS = [
  [1e9, 'GWh'],
  [1e6, 'MWh'],
  [1e3, 'kWh'],
];

/** n and d in a unit fit to read; exact where they are counts. */
export function parts(measure, n, d) {
  if (measure === 'power_output_rate' || measure === 'capacity_utilisation') {
    const [factor, unit] = WATT_HOURS.find(([factor]) => Math.max(n, d) >= factor * 100) ?? [1, 'Wh'];
    return `${scaled(n / factor)} / ${scaled(d / factor)} ${unit}`;
  }
  if (measure === 'coverage') {
    return `${scaled(n / 3.6e6)} / ${scaled(d / 3.6e6)} h`;
  }
  if (measure === 'utilisation_mean') {
    return `${scaled(n / 1e6)} / ${count(d / 1e6)}`;
  }
  return `${count(n)} / ${count(d)}`;
}

export function exactParts(measure, n, d) {
  const unit = measure === 'coverage' ? ' ms' : /output|capacity/.test(measure) ? ' Wh' : '';
  return `${count(n)} / ${count(d)}${unit}`;
}

function scaled(number) {
  return new Intl.NumberFormat(store.lang, { maximumFractionDigits: number < 10 ? 1 : 0 }).format(number);
}

/** Why a figure is not known, as far as its line says. */
export function whyUnknown(line, measure) {
  const rules = method(line);
  const gate = rules ? rules.shown.scope_gate : '?';
  switch (measure) {
    case 'power_work_rate':
    case 'power_output_rate':
    case 'resumption_index':
      if (line.metered === 0) {
        return t('unknown.no_meters');
      }
      return rules && line.matched >= Number(rules.scope_gate) * line.metered
        ? t('unknown.baseline')
        : t('unknown.matched', { n: count(line.matched), d: count(line.metered), gate });
    case 'enterprise_resumption':
      return t('unknown.known', { gate });
    case 'staff_return':
      return t('unknown.staff');
    case 'capacity_utilisation':
    case 'target_rate':
    case 'utilisation_mean':
      return t('unknown.capacity');
    case 'coverage':
      return t('unknown.no_meters');
    default:
      return t('unknown.day');
  }
}

/** Coverage under the method's gate, in words, or null. */
export function lowCoverage(line, key = 'coverage.low') {
  const rules = line && method(line);
  if (!rules || !line.coverage) {
    return null;
  }
  return line.coverage.n < Number(rules.coverage_gate) * line.coverage.d
    ? t(key, { value: line.coverage.printed, gate: rules.shown.coverage_gate })
    : null;
}

/** Why a figure rests on too little to be ranked or judged, in words; null if it does not. */
export function thinText(line, measure) {
  return restsOnMeters(measure) ? lowCoverage(line, 'coverage.unranked') : null;
}

/** Whether a measure rests on meters, and so on how much of the window they cover. */
export const restsOnMeters = (measure) => store.head.by_meters.includes(measure);

// Age.

export function age(line) {
  return line ? store.now() - Date.parse(line.end) : null;
}

export function isStale(line) {
  return !line || !store.connected || age(line) > store.head.age_limit;
}

/** Why a figure is not fresh, in words; null if it is. */
export function staleText(line) {
  if (!store.connected) {
    return t('age.cut', { span: spanText(store.silence()) });
  }
  return isStale(line) ? [t('age.stale'), line && age(line) >= 60000 && ageText(age(line))].filter(Boolean).join(' · ') : null;
}

/** How old the figures of a line are, in words; null where that says nothing: in a replay time stands still. */
export function freshText(line) {
  return !store.connected || age(line) > store.head.age_limit
    ? `◷ ${staleText(line)}`
    : store.head.run === 'live'
      ? ageText(age(line))
      : null;
}

/** Why something is not there, if that is not because there is none: null then. */
export function missingText(inside) {
  if (inside === undefined ? store.inside !== null : store.inside === inside) {
    return null;
  }
  return t(store.connected ? 'page.loading' : 'page.unreachable');
}

/** A length of time. */
export function spanText(millis) {
  const minutes = Math.floor(millis / 60000);
  const hours = Math.floor(minutes / 60);
  if (minutes < 1) {
    return t('span.moment');
  }
  if (hours < 1) {
    return t('span.minutes', { n: minutes });
  }
  return hours < 48
    ? t('span.hours', { h: hours, n: minutes % 60 })
    : t('span.days', { d: Math.floor(hours / 24), h: hours % 24 });
}

export function ageText(millis) {
  if (millis === null) {
    return t('age.none');
  }
  const minutes = Math.floor(millis / 60000);
  if (minutes < -5) {
    return t('age.ahead');
  }
  if (minutes < 1) {
    return t('age.now');
  }
  if (minutes < 60) {
    return t('age.minutes', { n: minutes });
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48
    ? t('age.hours', { h: hours, n: minutes % 60 })
    : t('age.days', { d: Math.floor(hours / 24), h: hours % 24 });
}

// Names and times.

export function park(id) {
  return store.facts.get(`park/${id}`);
}

export function parkName(id) {
  const row = park(id);
  return nameIn(row, row?.name_zh || row?.name_en || id);
}

/** What the registry calls somebody in the page's language, else what it calls him without any, else something else. */
export function nameIn(row, otherwise) {
  return row?.[`name_${store.lang}`] || row?.name || otherwise;
}

/** The name of an enterprise as the server tells it: a text, or an object of names by language. */
export const ownName = (name) => (typeof name === 'string' ? name : nameIn(name, Object.values(name).find(Boolean)));
export const allNames = (name) => (typeof name === 'string' ? name : Object.values(name).join(' '));

/** The last level of the path of a region or grid, as the registry or everybody calls it. */
export function placeName(path) {
  return nameIn(store.facts.get(`grid/${path}`), word('place', path.slice(path.lastIndexOf('/') + 1)));
}

/** All levels of a path. */
export function pathName(path) {
  const levels = path.split('/');
  return levels.map((_, i) => placeName(levels.slice(0, i + 1).join('/'))).join('/');
}

export function word(kind, name) {
  return store.has(`${kind}.${name}`) ? t(`${kind}.${name}`) : name;
}

/** The place that a scope is or is a part of, and the kind and name of that part; a whole place has neither. */
export function taken(scope) {
  const kinds = (scope.startsWith('park:') ? INSIDE : ACROSS).join('|');
  const [, place, kind, name] = scope.match(`^(.*?)(?:/(${kinds}):(.*))?$`);
  return { place, kind, name };
}

export function groupName(kind, name) {
  if (kind === 'class' || kind === 'batch') {
    return t(`part.${kind}`, { n: name });
  }
  return kind === 'grid' ? pathName(name) : word(kind, name);
}

export function scopeName(scope) {
  const { place, kind, name } = taken(scope);
  const whole =
    place === 'all'
      ? t('scope.all')
      : place.startsWith('region:')
        ? placeName(place.slice('region:'.length))
        : parkName(place.slice('park:'.length));
  return kind ? `${whole} · ${groupName(kind, name)}` : whole;
}

/** The parts of a place of one kind, as far as they are known. */
export function groups(place, kind) {
  const prefix = `now/${place}/${kind}:`;
  return [...store.facts.keys()]
    .filter((key) => key.startsWith(prefix))
    .map((key) => ({ scope: key.slice('now/'.length), name: key.slice(prefix.length) }));
}

/** The id of the park that a scope is or lies in; null of one above parks. */
export function parkOf(scope) {
  return scope.startsWith('park:') ? taken(scope).place.slice('park:'.length) : null;
}

export function zoneOf(scope) {
  const id = parkOf(scope);
  return goodZone(id === null ? null : park(id)?.zone);
}

const zones = new Map();

function goodZone(zone) {
  if (!zone) {
    return DEFAULT_ZONE;
  }
  if (!zones.has(zone)) {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      zones.set(zone, zone);
    } catch {
      zones.set(zone, DEFAULT_ZONE); // a zone that Java knows and this browser does not
    }
  }
  return zones.get(zone);
}

const formats = new Map();

function format(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat('sv-SE', { timeZone: zone, hourCycle: 'h23', ...options }));
  }
  return formats.get(key);
}

export const localDate = (millis, zone) =>
  format(zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(millis);
export const localTime = (millis, zone) => format(zone, { hour: '2-digit', minute: '2-digit' }).format(millis);
export const localClock = (millis, zone) =>
  format(zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(millis);

/** By how much the zone's clocks are ahead of UTC. */
export function offset(millis, zone) {
  const local = format(zone, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(millis);
  return Date.parse(`${local.replace(' ', 'T')}Z`) - Math.floor(millis / 1000) * 1000;
}

export function isDue(row) {
  return !row?.opens_on || row.opens_on <= localDate(store.now(), goodZone(row.zone));
}

// Elements.

/** What is said of a figure besides its value: stale, under the gate, why unknown. */
export function remarks(line, measure) {
  const list = [];
  if (line && value(line, measure) === null) {
    list.push(h('span', { class: 'why' }, whyUnknown(line, measure)));
  }
  if (isStale(line)) {
    list.push(h('span', { class: 'tag stale-tag' }, `◷ ${staleText(line)}`));
  }
  const low = restsOnMeters(measure) && lowCoverage(line);
  if (low) {
    list.push(h('span', { class: 'tag low-tag' }, `◔ ${low}`));
  }
  return list;
}

/** A difference of two values of a measure, with its unit. */
export function differenceText(measure, by) {
  const whole = /^[+-]?\d+$/.test(by);
  const n = whole ? new Intl.NumberFormat(store.lang, { signDisplay: 'exceptZero' }).format(Number(by)) : by;
  return t(`measure.${measure}.difference`, { n });
}

/** What a scope is compared with: a day and the changes, or why there is nothing; undefined where nothing is sent of it. */
const comparison = (scope, id) => since(scope)?.[id];

/** What changes are against: as the viewer wants; else the last like day, and the day before where the run has no like one. */
export function chosen() {
  const usual = COMPARISONS.slice(0, 2);
  return store.against ?? usual.find((id) => comparison('all', id)?.day) ?? usual[0];
}

/** With what changes are compared, e.g. "vs. last like day". */
export const againstText = (id = chosen()) => t('change.against', { against: t(`against.${id}`) });

/** With which day a scope is compared, or why with none. */
export function comparedText(scope, id = chosen()) {
  const known = comparison(scope, id);
  if (!known?.day) {
    return now(scope) && store.facts.get('status')?.caught_up ? `${DASH} ${t(`against.why.${known?.why ?? 'not_kept'}`)}` : '';
  }
  const when = known.of
    ? t('against.days', { of: dayText(known.of), day: dayText(known.day) })
    : `${dayText(known.day)} ${endText(now(scope))}`.trim();
  return known.alike ? when : `${when} · ${t('against.unlike')}`;
}

/** A date with its day of the week. */
const dayText = (day) => `${day} ${weekday(day)}`;

export const weekday = (day) => new Intl.DateTimeFormat(store.lang, { weekday: 'short', timeZone: 'UTC' }).format(Date.parse(day));

/** The local time at which a window ends; that at midnight is the whole day. */
function endText(line) {
  const time = line.local.slice(11, 16);
  return time === '00:00' ? '' : time;
}

/** A change: a sign, a word for readers, and a colour where like is compared with like and enough is known. */
export function changeElement(scope, measure, id = chosen()) {
  const known = comparison(scope, id);
  const change = known?.changes?.[measure];
  if (!change) {
    return null;
  }
  if (change.by === undefined) {
    return h('span', { class: 'change untold' }, `${DASH} ${t(`change.why.${change.why}`)}`);
  }
  const judged = known.alike && thinText(now(scope), measure) === null && better(measure) !== 'neither';
  const good = change.sign === 0 || !judged ? null : change.sign > 0 === (better(measure) === 'higher');
  const arrow = change.sign > 0 ? '▲' : change.sign < 0 ? '▼' : '=';
  const verdict = change.sign === 0 ? t('change.none') : good === null ? '' : t(good ? 'change.good' : 'change.bad');
  return h(
    'span',
    { class: `change ${good === null ? 'even' : good ? 'good' : 'bad'}` },
    h('span', { 'aria-hidden': 'true' }, `${arrow} `),
    differenceText(measure, change.by),
    h('span', { class: 'unseen' }, ` ${verdict}`),
  );
}

/** A figure that opens its definition. */
export function figureButton(scope, measure, line, extra) {
  const text = printed(line, measure);
  const stale = isStale(line);
  const low = restsOnMeters(measure) && lowCoverage(line);
  return h(
    'button',
    {
      type: 'button',
      class: `figure${stale ? ' stale' : ''}${low ? ' low' : ''}${text === DASH ? ' none' : ''}`,
      'data-act': 'define',
      'data-scope': scope,
      'data-measure': measure,
      title: line && text === DASH ? whyUnknown(line, measure) : `${t(`measure.${measure}.name`)} · ${t('page.definition')}`,
      'aria-label': `${t(`measure.${measure}.name`)} ${text}${line && text === DASH ? `, ${whyUnknown(line, measure)}` : ''}${stale ? `, ${staleText(line)}` : ''}${low ? `, ${low}` : ''}`,
    },
    text,
    stale ? h('span', { class: 'mark', 'aria-hidden': 'true' }, '◷') : null,
    low ? h('span', { class: 'mark', 'aria-hidden': 'true' }, '◔') : null,
    extra ?? null,
  );
}

/** A key figure: value, n / d, change, remarks. */
export function card(scope, measure, selected) {
  const line = now(scope);
  const figure = line?.[measure];
  const stale = isStale(line);
  const thin = thinText(line, measure) !== null;
  const change = value(line, measure) === null ? null : changeElement(scope, measure);
  return h(
    'article',
    {
      class: `card${stale ? ' stale' : ''}${thin ? ' thin' : ''}${measure === selected ? ' selected' : ''}${measure === 'resumption_index' ? ' lead' : RANKED.includes(measure) ? '' : ' small'}`,
      'data-key': measure,
    },
    h(
      'h3',
      {},
      selected !== undefined && RANKED.includes(measure)
        ? h(
            'button',
            { type: 'button', 'data-act': 'measure', 'data-measure': measure, 'aria-pressed': String(measure === selected) },
            t(`measure.${measure}.label`),
          )
        : t(`measure.${measure}.label`),
      h(
        'button',
        {
          type: 'button',
          class: 'info',
          'data-act': 'define',
          'data-scope': scope,
          'data-measure': measure,
          'aria-label': `${t('page.definition')}: ${t(`measure.${measure}.name`)}`,
        },
        'i',
      ),
    ),
    h(
      'p',
      { class: `value${value(line, measure) === null ? ' none' : ''}` },
      h('span', { '--length': String(printed(line, measure).length) }, printed(line, measure)),
    ),
    h(
      'p',
      { class: 'below' },
      figure?.d !== undefined && measure !== 'coverage' ? h('span', { class: 'parts' }, parts(measure, figure.n, figure.d)) : null,
      change,
      change && h('small', { class: 'against' }, againstText()),
    ),
    h('p', { class: 'remarks' }, remarks(line, measure)),
  );
}

/** The address of a scope's page; that of a group is its place's, which shows the group. */
export function addressOf(scope) {
  const encoded = (path) => path.split('/').map(encodeURIComponent).join('/');
  const { place, kind, name } = taken(scope);
  const group = kind ? `/${kind}:${encoded(name)}` : '';
  if (place === 'all') {
    return group ? `#/all${group}` : '#/';
  }
  return place.startsWith('region:')
    ? `#/region/${encoded(place.slice('region:'.length))}${group}`
    : `#/park/${encodeURIComponent(place.slice('park:'.length))}${group}`;
}

/** How a part of the page begins. */
export function heading(title, ...extra) {
  return h('header', { class: 'section-head' }, h('h2', {}, title), ...extra);
}
