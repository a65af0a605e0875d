// What the server has sent, and the connection over which it sends more.

const QUIET_MS = 5000;
const RETRY_MS = 2000;

class Store extends EventTarget {
  facts = new Map();
  head = { now: Date.now(), age_limit: 900000, run: '', by_meters: [] };
  texts = {};
  lang = 'zh';
  /** What the viewer wants changes to be against: one of COMPARISONS in figures.js; null for what there is. */
  against = null;
  connected = false;
  /** What it follows beside the city: the parts of a park, by its id, or of a place above parks, by its scope. */
  room = '';
  /** The one whose parts are known; null for none, which is not even the city. */
  inside = null;
  #seen = null;
  #asked = 0;
  #source = null;
  #clockAt = 0;
  #heardAt = 0;
  #retry = null;

  constructor() {
    super();
    setInterval(() => this.#watch(), 1000);
    // A page that the browser keeps for going back holds its stream otherwise, and there are six connections in all.
    window.addEventListener('pagehide', () => this.#stop());
    window.addEventListener('pageshow', (event) => event.persisted && void this.follow(this.room));
  }

  /** The text of a key, with {names} replaced. */
  t(key, values) {
    const text = this.texts[key];
    if (text === undefined) {
      return key;
    }
    return values ? text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole) : text;
  }

  has(key) {
    return this.texts[key] !== undefined;
  }

  /** Whether it has texts. */
  get speaks() {
    return Object.keys(this.texts).length > 0;
  }

  async speak(lang) {
    const answer = await fetch(`api/texts?lang=${lang}`);
    if (!answer.ok) {
      throw new Error(`texts: ${answer.status}`);
    }
    this.texts = await answer.json();
    this.lang = lang;
  }

  /** What time it is in the parks, as far as is known. */
  now() {
    const since = Math.min(performance.now() - this.#clockAt, 1500);
    return this.head.now + (this.connected ? since : 0);
  }

  /** For how long nothing has been heard, in milliseconds; 0 while there is a connection. */
  silence() {
    return this.connected ? 0 : performance.now() - this.#heardAt;
  }

  /**
   * Follows the city, and the parts of a place. Whether it could be had; if not, it is tried again, or
   * with orStay what was followed before still is.
   */
  async follow(room, { orStay = false } = {}) {
    const asked = ++this.#asked;
    if (!orStay) {
      this.room = room;
    }
    try {
      const answer = await fetch(`api/state?room=${encodeURIComponent(room)}`, { cache: 'no-store' });
      if (!answer.ok) {
        throw new Error(`state: ${answer.status}`);
      }
      const state = await answer.json();
      if (asked !== this.#asked) {
        return false; // somebody went elsewhere meanwhile
      }
      this.#stop();
      this.room = room;
      this.inside = room;
      this.head = state.head;
      this.facts.clear();
      this.#take(state.facts);
      this.#seen = state.head.id;
      this.#tick(state.head.now);
    } catch {
      if (asked === this.#asked && !orStay) {
        this.#seen = null; // of this room nothing has been seen
        this.#lost();
      }
      return false;
    }
    this.#open();
    return true;
  }

  #open() {
    const source = new EventSource(
      `api/stream?room=${encodeURIComponent(this.room)}&after=${encodeURIComponent(this.#seen ?? '')}`,
    );
    this.#source = source;
    const listen = (name, take) =>
      source.addEventListener(name, (event) => {
        if (source === this.#source) {
          this.#heardAt = performance.now();
          take(event);
        }
      });
    listen('whole', (event) => {
      this.facts.clear();
      this.inside = this.room;
      this.#seen = event.lastEventId;
      this.#take(JSON.parse(event.data));
      this.dispatchEvent(new Event('whole'));
    });
    listen('news', (event) => {
      this.#seen = event.lastEventId;
      this.#take(JSON.parse(event.data));
    });
    listen('clock', (event) => this.#tick(Number(event.data)));
    source.addEventListener('error', () => {
      if (source === this.#source && source.readyState === EventSource.CLOSED) {
        this.#lost(); // the browser has given up; it does so at any answer but 200
      }
    });
  }

  #take(facts) {
    const changed = Object.keys(facts);
    for (const key of changed) {
      if (facts[key] === null) {
        this.facts.delete(key);
      } else {
        this.facts.set(key, facts[key]);
      }
    }
    this.dispatchEvent(new CustomEvent('news', { detail: changed }));
  }

  #tick(now) {
    this.head.now = now;
    this.#clockAt = performance.now();
    this.#heardAt = this.#clockAt;
    if (!this.connected) {
      this.connected = true;
      this.dispatchEvent(new Event('connection'));
    }
    this.dispatchEvent(new Event('tick'));
  }

  #watch() {
    if (this.connected && performance.now() - this.#heardAt > QUIET_MS) {
      this.connected = false;
      this.dispatchEvent(new Event('connection'));
    } else if (!this.connected) {
      this.dispatchEvent(new Event('silence'));
    }
  }

  #lost() {
    this.#stop();
    if (this.connected) {
      this.connected = false;
      this.dispatchEvent(new Event('connection'));
    }
    this.#retry = setTimeout(() => this.#seen === null ? this.follow(this.room) : this.#open(), RETRY_MS);
  }

  #stop() {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
  }
}

export const store = new Store();
export const t = (key, values) => store.t(key, values);
