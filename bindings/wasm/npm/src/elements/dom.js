// Building DOM without a framework and without innerHTML: text can never become markup, and a page with
// `style-src 'self'` needs no exception.

const SVG = "http://www.w3.org/2000/svg";

/**
 * Makes an element. `on` holds listeners, `data` dataset members; `true` sets an empty attribute, while
 * `false`, `null` and `undefined` leave it out.
 *
 * @param {string} tag
 * @param {Record<string, any>} [props]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {any}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name === "on") {
      for (const [type, listener] of Object.entries(value)) element.addEventListener(type, listener);
    } else if (name === "data") {
      Object.assign(element.dataset, value);
    } else {
      attribute(element, name, value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/**
 * Sets or removes an attribute; equal values are not written again, so that observers stay quiet.
 *
 * @param {Element} element
 * @param {string} name
 * @param {unknown} value
 */
export function attribute(element, name, value) {
  if (value === false || value === null || value === undefined) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
    return;
  }
  const text = value === true ? "" : String(value);
  if (element.getAttribute(name) !== text) element.setAttribute(name, text);
}

/**
 * Replaces the text of an element when it differs.
 *
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

const ICONS = {
  error: ["M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Z", "M12 7v6", "M12 16.5v.5"],
  warning: ["M12 3 1.8 21h20.4L12 3Z", "M12 10v5", "M12 17.5v.5"],
  done: ["M4 12.5 9.5 18 20 6.5"],
  file: ["M6 2h8l5 5v15H6Z", "M14 2v5h5"],
  chevron: ["M6 9l6 6 6-6"],
  upload: ["M12 16V4", "M7 9l5-5 5 5", "M4 20h16"],
};

/**
 * A decorative icon; what it means is always said in words beside it.
 *
 * @param {keyof typeof ICONS} name
 * @returns {SVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  for (const d of ICONS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

/**
 * A DOM id for a JSON Pointer; different pointers give different ids.
 *
 * @param {string} pointer
 * @returns {string}
 */
export function idOf(pointer) {
  return `at${pointer.replace(/[^A-Za-z0-9]/g, (c) => (c === "/" ? "-" : `_${c.codePointAt(0)?.toString(16)}_`))}`;
}
