// What is new, for those who do not see it: a region that screen readers speak as it grows.

import { allAlerts, alertText, stateOf, stateText } from './city.js';
import { h } from './dom.js';
import { store, t } from './store.js';

const MOST = 3;

let known = null;

/** Speaks of alerts that have begun, changed their severity or ended since it was last asked. */
export function speakOfAlerts() {
  if (!store.facts.get('status')?.caught_up) {
    return; // what is read from the beginning is not news
  }
  const now = new Map(allAlerts().map((alert) => [String(alert.id), { alert, state: stateOf(alert) }]));
  const news = known === null ? [] : [...now].filter(([id, { state }]) => known.get(id)?.state !== state).map(([, it]) => it);
  known = now;
  if (news.length > 0) {
    const said = news.slice(0, MOST).map(({ alert, state }) => h('p', {}, `${stateText(state)}: ${alertText(alert)}`));
    const more = news.length - said.length;
    document.getElementById('spoken').replaceChildren(...said, ...(more > 0 ? [h('p', {}, t('alert.more', { n: more }))] : []));
  }
}
