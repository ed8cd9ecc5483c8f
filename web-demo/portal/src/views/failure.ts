// What a person sees when a page cannot be shown, and how any failure is put into words.

import { isMotCuaError } from "motcua";
import { NetworkFailure, Problem } from "../api/problem";
import { h, type Child } from "../lib/dom";
import { grouped } from "../lib/format";
import { lang, t } from "../lib/i18n";
import { NotFound, refresh, type Place, type View } from "../lib/router";
import { forget } from "../lib/session";
import { RootChanged, forgetRoot } from "../lib/trust";
import { common, failure } from "../texts/common";
import { button, facts, link, notice, page } from "./parts";

/** One sentence for any failure. Never holds what a person typed. */
export function inWords(error: unknown): string {
  if (error instanceof NetworkFailure) return t(failure.network);
  if (error instanceof Problem) return error.localized(lang());
  if (isMotCuaError(error)) return error.localized(lang());
  // Everything that the page asks of the browser's store fails with one of these.
  if (error instanceof DOMException) return t(failure.storage);
  return t(failure.unknown);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Problem || isMotCuaError(error) ? error.code : undefined;
}

/** A remark with the sentence, the code, and what the person can do. */
export function failureNotice(error: unknown, ...more: Child[]): HTMLElement {
  const code = codeOf(error);
  return h(
    "div",
    { role: "alert" },
    notice(
      "bad",
      inWords(error),
      code ? h("p", { class: "fine" }, `${t(failure.code)}: `, h("code", null, code)) : null,
      more,
    ),
  );
}

const again = (): HTMLElement => button(t(common.retry), () => void refresh());
const home = (): HTMLElement => link("/", t(failure.goHome), "button button-quiet");

function rootChanged(error: RootChanged): View {
  const start = button(t(failure.rootForget), () => void forgetRoot().then(refresh), "button button-danger");
  const element = page(
    null,
    t(failure.rootTitle),
    null,
    notice("bad", t(failure.rootText)),
    facts(
      [t(failure.rootKnown), h("code", { class: "thumb" }, grouped(error.remembered))],
      [t(failure.rootShown), h("code", { class: "thumb" }, grouped(error.shown))],
    ),
    error.demo
      ? h("div", { class: "stack" }, h("p", null, t(failure.rootDemo)), h("div", { class: "buttons" }, start))
      : null,
  );
  return { title: t(failure.rootTitle), element };
}

export function failurePage(error: unknown, place: Place): View {
  if (error instanceof RootChanged) return rootChanged(error);
  if (error instanceof NotFound || (error instanceof Problem && error.status === 404)) {
    const title = t(failure.notFound);
    const text = error instanceof Problem ? inWords(error) : t(failure.notFoundText);
    return { title, element: page(null, title, text, h("div", { class: "buttons" }, home())) };
  }
  if (isMotCuaError(error) && /^(keys|pack|crypto|json)\//.test(error.code)) {
    const title = t(failure.trustTitle);
    const text = error.code.endsWith("/rollback") ? t(failure.rollback) : t(failure.trustText);
    return {
      title,
      element: page(null, title, text, failureNotice(error), h("div", { class: "buttons" }, again(), home())),
    };
  }
  if (error instanceof Problem && error.status === 403) {
    const title = t(failure.forbidden);
    return { title, element: page(null, title, null, failureNotice(error), h("div", { class: "buttons" }, home())) };
  }
  if (error instanceof Problem && error.status === 401) {
    forget();
    const kind = place.path.startsWith("/desk") ? "officer" : "citizen";
    const next = encodeURIComponent(place.path + (place.query.size > 0 ? `?${place.query}` : ""));
    const title = t(common.signIn);
    const to = link(`/sign-in/${kind}?next=${next}`, t(common.signIn), "button");
    return { title, element: page(null, title, null, failureNotice(error), h("div", { class: "buttons" }, to)) };
  }
  if (!(error instanceof NetworkFailure) && !(error instanceof Problem)) console.error(error);
  const title = t(failure.title);
  return {
    title,
    element: page(null, title, null, failureNotice(error), h("div", { class: "buttons" }, again(), home())),
  };
}
