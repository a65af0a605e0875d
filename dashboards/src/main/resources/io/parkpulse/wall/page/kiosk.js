// Cycling through the pages on a wall where nobody clicks.

import { isDue, park } from './figures.js';
import { parksUnder } from './city.js';

const SCROLL_MS = 4000;

let timer = null;
let scroller = null;

export const kioskRuns = () => timer !== null;

export function startKiosk(seconds) {
  stopKiosk();
  document.body.classList.add('kiosk');
  timer = setInterval(next, Math.max(3, seconds) * 1000);
  scroller = setInterval(scroll, SCROLL_MS);
}

export function stopKiosk() {
  clearInterval(timer);
  clearInterval(scroller);
  timer = null;
  document.body.classList.remove('kiosk');
}

function stations() {
  const parks = parksUnder('all')
    .filter((id) => isDue(park(id)))
    .sort();
  return ['#/', ...parks.map((id) => `#/park/${encodeURIComponent(id)}`)];
}

function next() {
  const all = stations();
  const at = all.indexOf(location.hash || '#/');
  location.hash = all[(at + 1) % all.length];
}

/** What does not fit is shown page by page. */
function scroll() {
  for (const box of document.querySelectorAll('.scroll')) {
    const end = box.scrollTop + box.clientHeight >= box.scrollHeight - 1;
    box.scrollTop = end ? 0 : box.scrollTop + box.clientHeight * 0.9;
  }
}
