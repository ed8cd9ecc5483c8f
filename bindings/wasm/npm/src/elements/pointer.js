// JSON Pointer (RFC 6901) over plain data, without changing the objects that are passed in.

/**
 * @param {string} pointer
 * @returns {string[]}
 */
export function tokens(pointer) {
  if (pointer === "") return [];
  return pointer.slice(1).split("/").map((token) => token.replace(/~1/g, "/").replace(/~0/g, "~"));
}

/**
 * @param {string} token
 * @returns {string}
 */
export function escapeToken(token) {
  return token.replace(/~/g, "~0").replace(/\//g, "~1");
}

/**
 * The value at a place; `undefined` when there is none.
 *
 * @param {any} data
 * @param {string} pointer
 * @returns {any}
 */
export function read(data, pointer) {
  let value = data;
  for (const token of tokens(pointer)) {
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, token)) return undefined;
    value = value[token];
  }
  return value;
}

/**
 * A copy of the data with another value at a place. Objects on the way are made when missing;
 * `undefined` takes the member away, together with objects that it leaves empty.
 *
 * @param {any} data
 * @param {string} pointer
 * @param {any} value
 * @returns {any}
 */
export function write(data, pointer, value) {
  return place(data, tokens(pointer), value) ?? {};
}

/** @param {any} node @param {string[]} path @param {any} value @returns {any} */
function place(node, path, value) {
  if (path.length === 0) return value;
  const [head, ...rest] = path;
  if (Array.isArray(node)) {
    const copy = node.slice();
    // An item that holds nothing keeps its place.
    copy[Number(head)] = place(node[Number(head)], rest, value) ?? (rest.length > 0 ? {} : null);
    return copy;
  }
  const copy = node !== null && typeof node === "object" ? { ...node } : {};
  const child = place(Object.hasOwn(copy, head) ? copy[head] : undefined, rest, value);
  if (child === undefined) delete copy[head];
  else Object.defineProperty(copy, head, { value: child, enumerable: true, configurable: true, writable: true });
  return Object.keys(copy).length === 0 ? undefined : copy;
}

/**
 * True when `pointer` is `ancestor` or lies below it.
 *
 * @param {string} pointer
 * @param {string} ancestor
 * @returns {boolean}
 */
export function within(pointer, ancestor) {
  return pointer === ancestor || pointer.startsWith(`${ancestor}/`);
}

/**
 * One edit of a list.
 *
 * @typedef {{ kind: "added", at: number } | { kind: "removed", at: number } | { kind: "moved", from: number, to: number }} ListEdit
 */

/**
 * Where something that stood at `pointer` stands after the edit of `list`; `null` when it is gone. The same as the core's
 * `ListEdit::rebase`.
 *
 * @param {string} pointer
 * @param {string} list
 * @param {ListEdit} edit
 * @returns {string | null}
 */
export function rebase(pointer, list, edit) {
  if (!pointer.startsWith(`${list}/`)) return pointer;
  const [token, ...below] = pointer.slice(list.length + 1).split("/");
  const index = Number(token);
  const moved = movedTo(index, edit);
  return moved === null ? null : [list, String(moved), ...below].join("/");
}

/** @param {number} index @param {ListEdit} edit */
function movedTo(index, edit) {
  if (edit.kind === "added") return index >= edit.at ? index + 1 : index;
  if (edit.kind === "removed") return index === edit.at ? null : index > edit.at ? index - 1 : index;
  const { from, to } = edit;
  if (index === from) return to;
  if (from < index && index <= to) return index - 1;
  return to <= index && index < from ? index + 1 : index;
}
