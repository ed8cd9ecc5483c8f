// From a procedure's `ui` (JSON Forms UI schema) and `form` (JSON Schema) to steps, groups and controls.
// Pure data: no DOM, no state of the form.

import { escapeToken } from "./pointer.js";

/**
 * @typedef {{ vi: string, en: string }} Text
 * @typedef {{ value: string | number | boolean, vi: string, en: string }} Choice
 * @typedef {object} Control
 * @property {"control"} kind
 * @property {string} pointer     place in the data
 * @property {Text} label
 * @property {Text | undefined} hint
 * @property {string} widget
 * @property {any} schema         schema of the value, references resolved
 * @property {Choice[]} choices
 * @property {string | undefined} catalogue
 * @property {string | undefined} parent   pointer of the control whose value filters the catalogue
 * @property {string | undefined} autocomplete
 * @property {string | undefined} inputmode
 * @property {any} detail         layout of an item, for a list
 * @property {Text | undefined} item       what one item is called, for a list
 *
 * @typedef {{ kind: "text", text: Text }} Note
 * @typedef {{ kind: "group", label: Text | undefined, hint: Text | undefined, row: boolean, items: Item[] }} Group
 * @typedef {Control | Group | Note} Item
 * @typedef {{ section: string, label: Text, intro: Text | undefined, attachments: boolean, items: Item[], controls: Control[] }} Step
 */

/**
 * The steps of a procedure. A `ui` without categories gives one step.
 *
 * @param {{ name: Text, form: any, ui: any }} procedure
 * @returns {Step[]}
 */
export function stepsOf(procedure) {
  const ui = procedure.ui ?? {};
  const categories = ui.type === "Categorization" ? ui.elements ?? [] : [ui];
  return categories.map((/** @type {any} */ category, /** @type {number} */ index) => {
    const own = category.type === "Category";
    const items = itemsOf(own ? category.elements ?? [] : [category], rootOf(procedure.form));
    return {
      section: own ? `/elements/${index}` : "",
      label: own ? textOf(category, procedure.name.vi) : procedure.name,
      intro: category.options?.intro,
      attachments: category.options?.attachments === true || (!own && categories.length === 1),
      items,
      controls: controlsOf(items),
    };
  });
}

/**
 * Every control below some items, in order.
 *
 * @param {Item[]} items
 * @returns {Control[]}
 */
export function controlsOf(items) {
  return items.flatMap((item) => (item.kind === "control" ? [item] : item.kind === "group" ? controlsOf(item.items) : []));
}

/**
 * What a list asks for one of its items; the scopes of its layout begin there.
 *
 * @param {Control} list
 * @param {number} at
 * @param {any} form
 * @returns {Item[]}
 */
export function itemsAt(list, at, form) {
  return itemsOf([list.detail], { form, pointer: `${list.pointer}/${at}`, schema: resolve(list.schema.items, form) });
}

/**
 * Where scopes begin.
 *
 * @typedef {{ form: any, pointer: string, schema: any }} Base
 */

/** @param {any} form @returns {Base} */
function rootOf(form) {
  return { form, pointer: "", schema: resolve(form, form) };
}

/** @param {any[]} elements @param {Base} base @returns {Item[]} */
function itemsOf(elements, base) {
  /** @type {Item[]} */
  const items = [];
  for (const element of elements) {
    switch (element?.type) {
      case "Control":
        items.push(controlOf(element, base));
        break;
      case "Label":
        items.push({ kind: "text", text: { vi: element.text ?? "", en: element.options?.en ?? element.text ?? "" } });
        break;
      case "Group":
      case "VerticalLayout":
      case "HorizontalLayout":
        items.push({
          kind: "group",
          label: element.label ? textOf(element, "") : undefined,
          hint: element.options?.hint,
          row: element.type === "HorizontalLayout",
          items: itemsOf(element.elements ?? [], base),
        });
        break;
      default:
    }
  }
  return items;
}

/** @param {any} element @param {Base} base @returns {Control} */
function controlOf(element, base) {
  const options = element.options ?? {};
  const { pointer, schema, name } = locate(element.scope ?? "#", base);
  const choices = options.choices ?? choicesOf(schema);
  return {
    kind: "control",
    pointer,
    label: textOf(element, schema.title ?? name),
    hint: typeof options.hint === "string" ? { vi: options.hint, en: options.hint } : options.hint,
    widget: options.widget ?? widgetOf(schema, choices, options),
    schema,
    choices,
    catalogue: options.catalogue,
    parent: options.parentScope ? locate(options.parentScope, base).pointer : undefined,
    autocomplete: options.autocomplete,
    inputmode: options.inputmode,
    detail: options.detail,
    item: options.item,
  };
}

/** @param {any} element @param {string} fallback @returns {Text} */
function textOf(element, fallback) {
  const vi = typeof element.label === "string" ? element.label : fallback;
  return { vi, en: element.options?.en ?? vi };
}

/**
 * A scope (`#/properties/child/properties/name`) as a data pointer, with the schema there.
 *
 * @param {string} scope
 * @param {Base} base
 */
function locate(scope, { form, pointer: from, schema: start }) {
  const steps = scope.replace(/^#\/?/, "").split("/").filter(Boolean);
  let schema = start;
  let pointer = from;
  let name = "";
  for (let i = 0; i < steps.length; i += 1) {
    if (steps[i] === "properties" && i + 1 < steps.length) {
      i += 1;
      name = steps[i].replace(/~1/g, "/").replace(/~0/g, "~");
      pointer += `/${escapeToken(name)}`;
      schema = resolve(schema?.properties?.[name], form);
    } else {
      schema = resolve(schema?.[steps[i]], form);
    }
  }
  return { pointer, schema: schema ?? {}, name };
}

/** Follows local references; a chain longer than any sane schema ends. @param {any} schema @param {any} root */
function resolve(schema, root) {
  let node = schema;
  for (let hops = 0; hops < 16 && typeof node?.$ref === "string" && node.$ref.startsWith("#"); hops += 1) {
    let target = root;
    for (const token of node.$ref.slice(1).split("/").filter(Boolean)) {
      target = target?.[decodeURIComponent(token).replace(/~1/g, "/").replace(/~0/g, "~")];
    }
    const { $ref: _reference, ...beside } = node;
    node = target === undefined ? beside : { ...target, ...beside };
  }
  return node;
}

/** @param {any} schema @returns {Choice[]} */
function choicesOf(schema) {
  if (Array.isArray(schema.oneOf) && schema.oneOf.every((/** @type {any} */ one) => one && "const" in one)) {
    return schema.oneOf.map((/** @type {any} */ one) => ({ value: one.const, vi: one.title ?? String(one.const), en: one.title ?? String(one.const) }));
  }
  if (Array.isArray(schema.enum)) {
    return schema.enum.map((/** @type {any} */ value) => ({ value, vi: String(value), en: String(value) }));
  }
  return [];
}

/** @param {any} schema @param {Choice[]} choices @param {any} options */
function widgetOf(schema, choices, options) {
  if (options.detail) return "list";
  if (options.catalogue) return "catalogue";
  if (choices.length > 0) return choices.length <= 4 ? "radio" : "select";
  if (options.multi === true) return "textarea";
  const type = Array.isArray(schema.type) ? schema.type.find((/** @type {string} */ one) => one !== "null") : schema.type;
  if (type === "boolean") return "checkbox";
  if (type === "integer" || type === "number") return "number";
  if (/partial-?date$/i.test(schema.format ?? "")) return "partialDate";
  if (/(^|-)date$/i.test(schema.format ?? "")) return "date";
  return "text";
}
