// The definition of a figure: what it is, how it came about, by whose method.

import { parksUnder } from './city.js';
import { h, update } from './dom.js';
import {
  better,
  exactParts,
  freshText,
  lowCoverage,
  method,
  now,
  park,
  parkOf,
  printed,
  scopeName,
  value,
  whyUnknown,
  word,
} from './figures.js';
import { t } from './store.js';

let shown = null;

export function openPanel(scope, measure) {
  shown = { scope, measure };
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
  if (shown) {
    update(document.getElementById('panel'), content(shown.scope, shown.measure));
  }
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
    h(
      'header',
      {},
      h('h2', { id: 'panel-title' }, t(`${m}.name`)),
      h('button', { type: 'button', class: 'close', 'data-act': 'close', 'aria-label': t('page.close') }, '×'),
    ),
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
      row(t('panel.formula'), filled(t(`${m}.formula`), rules), ...formulaMore(measure, rules)),
      row(t('panel.reading'), t(`panel.${better(measure)}`), ' · ', filled(t(`${m}.reading`), rules)),
      row(t('panel.unknown'), filled(t(`${m}.unknown`), rules)),
      line ? row(t('panel.method'), word('method_name', line.method), h('small', {}, ` ${line.method}`), ...methodMore(rules)) : null,
      baselines(scope),
    ),
  ];
}

/** Which baselines enterprises of a scope have that have none of their own; null if none has. */
function baselines(scope) {
  const ids = parkOf(scope) === null ? parksUnder(scope) : [parkOf(scope)];
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
