// Cycling through the pages on a wall where nobody clicks.

import { h, update } from './dom.js';
import { addressOf, isDue, park } from './figures.js';
import { parksUnder } from './city.js';
import { store, t } from './store.js';

const SCROLL_MS = 4000;
const REST_MS = 6000;

let timer = null;
let scroller = null;
let rest = null;
let paused = false;
let move = null;

export const kioskRuns = () => timer !== null;

/**
 * Starts it; for who wants no motion, paused.
 *
 * @param {(address: string) => Promise<boolean>} goTo goes to a page if all of it can be had
 */
export function startKiosk(seconds, goTo) {
  stopKiosk();
  move = goTo;
  paused = matchMedia('(prefers-reduced-motion: reduce)').matches;
  document.body.classList.add('kiosk');
  const buttons = document.getElementById('kiosk');
  buttons.hidden = false;
  buttons.dataset.turns = '0';
  timer = setInterval(next, Math.max(3, seconds) * 1000);
  scroller = setInterval(scroll, SCROLL_MS);
  renderKiosk();
  wake();
}

export function stopKiosk() {
  clearInterval(timer);
  clearInterval(scroller);
  clearTimeout(rest);
  timer = null;
  document.body.classList.remove('kiosk');
  document.getElementById('kiosk').hidden = true;
}

export function pauseKiosk() {
  paused = !paused;
  renderKiosk();
  wake();
}

export function renderKiosk() {
  const buttons = document.getElementById('kiosk');
  buttons.setAttribute('aria-label', t('page.kiosk'));
  update(buttons, [
    h('button', { type: 'button', 'data-act': 'kiosk-pause', 'aria-pressed': String(paused) }, `❚❚ ${t('page.kiosk.pause')}`),
    h('button', { type: 'button', 'data-act': 'kiosk-leave' }, `✕ ${t('page.kiosk.leave')}`),
  ]);
}

/** Shows the buttons, for a while or as long as it is paused. */
function wake() {
  const buttons = document.getElementById('kiosk');
  clearTimeout(rest);
  buttons.classList.remove('resting');
  if (!paused) {
    rest = setTimeout(() => buttons.classList.add('resting'), REST_MS);
  }
}

for (const sign of ['pointermove', 'pointerdown', 'keydown']) {
  document.addEventListener(sign, () => kioskRuns() && wake(), { passive: true });
}

function stations() {
  const parks = parksUnder('all')
    .filter((id) => isDue(park(id)))
    .sort();
  return ['#/', ...parks.map((id) => addressOf(`park:${id}`))];
}

async function next() {
  const buttons = document.getElementById('kiosk');
  buttons.dataset.turns = String(Number(buttons.dataset.turns) + 1);
  if (paused || !store.connected) {
    return; // what is shown is the last that is whole
  }
  const all = stations();
  const at = all.indexOf(location.hash || '#/');
  await move(all[(at + 1) % all.length]);
}

/** What does not fit is shown page by page. */
function scroll() {
  if (paused) {
    return;
  }
  for (const box of document.querySelectorAll('.scroll')) {
    const end = box.scrollTop + box.clientHeight >= box.scrollHeight - 1;
    box.scrollTop = end ? 0 : box.scrollTop + box.clientHeight * 0.9;
  }
}
