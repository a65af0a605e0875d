// Building and updating the page. Whatever comes from data becomes text or an attribute here, never markup.

/** An element: h('p', { class: 'x' }, 'text', h('b', {}, 'more')). Attributes that are null or false are left out. */
export function h(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (key.startsWith('--')) {
      element.style.setProperty(key, value);
    } else {
      element.setAttribute(key, value === true ? '' : String(value));
    }
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children) {
    if (Array.isArray(child)) {
      append(element, child);
    } else if (child !== null && child !== undefined && child !== false) {
      element.append(child);
    }
  }
}

/** Makes what is inside an element equal to new children, and keeps the nodes that stay: focus and scrolling with them. */
export function update(element, children) {
  const wanted = document.createElement('div');
  append(wanted, [children]);
  morphChildren(element, wanted);
}

function morphChildren(old, wanted) {
  const keyed = new Map();
  for (const child of old.children) {
    const key = child.getAttribute('data-key');
    if (key !== null) {
      keyed.set(key, child);
    }
  }
  let place = old.firstChild;
  for (const next of [...wanted.childNodes]) {
    const key = next.nodeType === Node.ELEMENT_NODE ? next.getAttribute('data-key') : null;
    const known = key === null ? null : keyed.get(key);
    if (known && known.nodeName === next.nodeName) {
      if (known === place) {
        place = place.nextSibling;
      } else {
        old.insertBefore(known, place);
      }
      morph(known, next);
    } else if (
      place &&
      key === null &&
      place.nodeName === next.nodeName &&
      !(place.nodeType === Node.ELEMENT_NODE && place.hasAttribute('data-key'))
    ) {
      const same = place;
      place = place.nextSibling;
      morph(same, next);
    } else {
      old.insertBefore(next, place);
    }
  }
  while (place) {
    const gone = place;
    place = place.nextSibling;
    gone.remove();
  }
}

function morph(old, wanted) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== wanted.data) {
      old.data = wanted.data;
    }
    return;
  }
  if (old.hasAttribute('data-own') && wanted.getAttribute('data-own') === old.getAttribute('data-own')) {
    old.setAttribute('aria-label', wanted.getAttribute('aria-label') ?? '');
    return; // somebody else draws in it
  }
  for (const { name } of [...old.attributes]) {
    if (name !== 'style' && !wanted.hasAttribute(name)) {
      old.removeAttribute(name);
    }
  }
  for (const { name, value } of wanted.attributes) {
    if (name !== 'style' && old.getAttribute(name) !== value) {
      old.setAttribute(name, value);
    }
  }
  for (const name of [...old.style]) {
    if (!wanted.style.getPropertyValue(name)) {
      old.style.removeProperty(name);
    }
  }
  for (const name of wanted.style) {
    const value = wanted.style.getPropertyValue(name);
    if (old.style.getPropertyValue(name) !== value) {
      old.style.setProperty(name, value);
    }
  }
  if (old instanceof HTMLInputElement && old === document.activeElement) {
    return;
  }
  morphChildren(old, wanted);
}
