// The definition of a figure: what it is, how it came about, by whose method. And why an enterprise counts as it does.

import { parksUnder } from './city.js';
import { h, update } from './dom.js';
import {
  againstText,
  better,
  changeElement,
  comparedText,
  COMPARISONS,
  count,
  exactParts,
  freshText,
  lowCoverage,
  method,
  now,
  ownName,
  park,
  parkName,
  parkOf,
  printed,
  scopeName,
  taken,
  value,
  whyUnknown,
  word,
} from './figures.js';
import { store, t } from './store.js';

let shown = null;

export function openPanel(scope, measure) {
  shown = { scope, measure };
  show();
}

/** Says why an enterprise counts as it does. */
export function openEnterprise(id) {
  shown = { enterprise: id, told: null, lang: null };
  show();
}

function show() {
  renderPanel();
  const dialog = document.getElementById('panel');
  if (!dialog.open) {
    dialog.showModal();
  }
}

export function closePanel() {
  shown = null;
  document.getElementById('panel').close();
}

export function renderPanel() {
  if (shown?.enterprise !== undefined) {
    if (shown.lang !== store.lang) {
      void ask(shown, store.lang);
    }
    update(document.getElementById('panel'), ofEnterprise(shown));
  } else if (shown) {
    update(document.getElementById('panel'), content(shown.scope, shown.measure));
  }
}

/** Asks why an enterprise counts as it does, in a language. */
async function ask(panel, lang) {
  panel.lang = lang;
  try {
    const query = `id=${encodeURIComponent(panel.enterprise)}&lang=${lang}`;
    const answer = await fetch(`api/enterprise?${query}`, { cache: 'no-store' });
    panel.told = answer.ok ? await answer.json() : { missing: 'park.state.no_line' };
  } catch {
    panel.told = { missing: 'page.unreachable' };
    panel.lang = null; // asked again when it is drawn again
    return;
  }
  if (shown === panel) {
    renderPanel();
  }
}

function title(text) {
  return h(
    'header',
    {},
    h('h2', { id: 'panel-title' }, text),
    h('button', { type: 'button', class: 'close', 'data-act': 'close', 'aria-label': t('page.close') }, '×'),
  );
}

const RUNG_SIGNS = { on: '●', below: '○', unknown: '?' };

function ofEnterprise({ enterprise, told }) {
  if (!told || told.missing) {
    return [title(enterprise), h('p', { class: 'nothing' }, t(told?.missing ?? 'page.loading'))];
  }
  const { observed } = told;
  const wh = (number) => (number === null ? '—' : `${count(number)} Wh`);
  return [
    title(ownName(told.name) || told.id),
    h('p', { class: 'why' }, t('enterprise.why', { day: told.day }), told.provisional ? ` (${t('city.provisional')})` : ''),
    h(
      'dl',
      {},
      row(t('park.enterprise'), told.id),
      row(t('park.state'), t(`park.state.${told.state}`)),
      row(t('panel.scope'), parkName(told.park), h('small', {}, ` park:${told.park}`)),
      told.method ? row(t('panel.method'), word('method_name', told.method), h('small', {}, ` ${told.method}`)) : null,
      row('E / B', observed.metered ? `${wh(observed.energy_wh)} / ${wh(observed.baseline_wh)}` : t('enterprise.no_meter')),
      row(t('measure.coverage.name'), observed.metered ? exactParts('coverage', observed.covered_ms, observed.window_ms) : '—'),
      row(t('measure.staff_return.name'), `${count(observed.returned)} / ${count(observed.staff_registered)}`),
      row(t('measure.capacity_utilisation.name'), observed.capacity_wh === null ? '—' : `${wh(observed.used_wh)} / ${wh(observed.capacity_wh)}`, told.capped ? h('span', { class: 'line' }, t('park.capped')) : null),
      told.rungs
        ? row(
            t('ladder'),
            Object.entries(told.rungs).map(([rung, stands]) =>
              h('span', { class: 'line' }, `${RUNG_SIGNS[stands] ?? '?'} ${t(`term.${rung}`)}: ${t(`enterprise.rung.${stands}`)}`),
            ),
          )
        : null,
      baselines(`park:${told.park}`),
    ),
    told.why ? h('p', { class: 'why' }, t(`enterprise.${told.why}`)) : countsTable(told.measures),
    h('p', {}, t('enterprise.command'), h('code', {}, `./parkpulse explain OUT --enterprise ${shellWord(told.id)} --day ${told.day}`)),
  ];
}

function shellWord(text) {
  return /^[\w./:=,+@%-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Where it counts in each measure, with how much, and why. */
function countsTable(measures) {
  return h(
    'div',
    { class: 'scroll counts', tabindex: '0', role: 'region', 'aria-label': t('enterprise.counts') },
    h(
      'table',
      { class: 'dense' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          [t('enterprise.measure'), t('enterprise.counts'), t('panel.parts'), t('enterprise.because')].map((head) =>
            h('th', { scope: 'col' }, head),
          ),
        ),
      ),
      h(
        'tbody',
        {},
        measures.map((it) =>
          h(
            'tr',
            { 'data-key': it.measure },
            h('th', { scope: 'row' }, t(`measure.${it.measure}.name`)),
            h('td', {}, t(`enterprise.counts.${it.d === undefined && it.n > 0 ? 'counted' : it.counts}`)),
            h('td', { class: 'number' }, it.n === undefined || it.counts === 'left_out' ? '' : it.d === undefined ? count(it.n) : exactParts(it.measure, it.n, it.d)),
            h('td', {}, it.kind, it.detail ? h('small', {}, ` ${it.detail}`) : null),
          ),
        ),
      ),
    ),
  );
}

function row(label, ...body) {
  return [h('dt', {}, label), h('dd', {}, ...body)];
}

function filled(text, rules) {
  if (!rules) {
    return text;
  }
  return text.replace(/\{(\w+)\}/g, (whole, name) => rules.shown[name] ?? whole);
}

function content(scope, measure) {
  const line = now(scope);
  const rules = line && method(line);
  const figure = line?.[measure];
  const m = `measure.${measure}`;
  return [
    title(t(`${m}.name`)),
    h('p', { class: 'panel-value' }, printed(line, measure)),
    line && value(line, measure) === null ? h('p', { class: 'why' }, whyUnknown(line, measure)) : null,
    h('p', {}, t(`${m}.definition`)),
    h(
      'dl',
      {},
      row(t('panel.scope'), scopeName(scope), h('small', {}, ` ${scope}`)),
      figure?.d === undefined ? null : row(t('panel.parts'), exactParts(measure, figure.n, figure.d)),
      line
        ? row(
            t('panel.window'),
            t('panel.trailing', { time: line.local.slice(0, 16).replace('T', ' ') + line.local.slice(19) }),
            freshText(line) && ` · ${freshText(line)}`,
          )
        : null,
      line
        ? row(
            t('measure.coverage.name'),
            printed(line, 'coverage'),
            lowCoverage(line) ? h('span', { class: 'tag low-tag' }, `◔ ${lowCoverage(line)}`) : null,
          )
        : null,
      line ? row(t('against'), COMPARISONS.map((id) => comparedWith(scope, measure, id))) : null,
      row(t('panel.formula'), filled(t(`${m}.formula`), rules), ...formulaMore(measure, rules)),
      row(t('panel.reading'), t(`panel.${better(measure)}`), ' · ', filled(t(`${m}.reading`), rules)),
      row(t('panel.unknown'), filled(t(`${m}.unknown`), rules)),
      line ? row(t('panel.method'), word('method_name', line.method), h('small', {}, ` ${line.method}`), ...methodMore(rules)) : null,
      baselines(scope),
    ),
  ];
}

/** A line with one of the changes, and what it is against. */
function comparedWith(scope, measure, id) {
  return h('span', { class: 'line' }, `${againstText(id)}: `, changeElement(scope, measure, id), ` ${comparedText(scope, id)}`);
}

/** Which baselines enterprises of a scope have that have none of their own; null if none has. */
function baselines(scope) {
  const ids = parkOf(scope) === null ? parksUnder(taken(scope).place) : [parkOf(scope)];
  const named = new Set(
    ids
      .map((id) => park(id))
      .filter((its) => its?.baseline)
      .map((its) =>
        its.baseline_from
          ? t('panel.baseline.of', { id: its.baseline, from: its.baseline_from, to: its.baseline_to })
          : its.baseline,
      ),
  );
  return named.size === 0
    ? null
    : row(t('panel.baseline'), ...[...named].sort().map((text) => h('span', { class: 'line' }, text)));
}

function formulaMore(measure, rules) {
  if (!rules || !/^(power_|resumption_index|enterprise_resumption)/.test(measure)) {
    return [];
  }
  const lines = [];
  if (measure === 'resumption_index') {
    lines.push(filled(t('measure.power_work_rate.formula'), rules));
  }
  if (measure === 'resumption_index' || measure === 'power_output_rate') {
    lines.push(t(`method.output.${rules.output}`));
  }
  if (measure === 'enterprise_resumption' || measure === 'power_output_rate') {
    lines.push(`${t('method.resumed')}: E ${rules.comparator === 'GT' ? '>' : '≥'} ${rules.threshold} × B`);
  }
  if (measure === 'enterprise_resumption') {
    lines.push(t(`method.online.${String(rules.count_online) === 'true'}`));
  }
  lines.push(t('method.symbols'));
  return lines.map((line) => h('span', { class: 'line' }, line));
}

function methodMore(rules) {
  if (!rules) {
    return [h('span', { class: 'line' }, t('panel.method.missing'))];
  }
  return [
    `${t('method.weights')}: ${rules.weight_work} / ${rules.weight_output}`,
    `${t('method.printing')}: ${filled(t(`method.rounding.${rules.rounding}`), rules)}`,
    t(`method.online.${String(rules.count_online) === 'true'}`),
    filled(t('method.gates'), rules),
  ]
    .map((line) => h('span', { class: 'line' }, line))
    .concat(
      h(
        'span',
        { class: 'line' },
        `${t('method.source')}: ${rules.source?.text || t('panel.source.none')} `,
        /^https?:\/\//.test(rules.source?.link ?? '')
          ? h('a', { href: rules.source.link, target: '_blank', rel: 'noopener noreferrer' }, rules.source.link)
          : null,
      ),
    );
}
