// Sending, step by step, with a way on after every kind of interruption.

import { isMotCuaError } from "motcua";
import { NetworkFailure, Problem } from "../api/problem";
import { uuidOf } from "../api/client";
import { fill, h, type Child } from "../lib/dom";
import { readDraft } from "../lib/drafts";
import { bytes } from "../lib/format";
import { t } from "../lib/i18n";
import { announce, go, type Place, type View } from "../lib/router";
import { forget, need } from "../lib/session";
import { trust } from "../lib/trust";
import { readJob, type Vouch } from "../submission/job";
import { SentElsewhere, sendDraft } from "../submission/machine";
import { FileLost } from "../submission/prepare";
import type { Progress } from "../submission/progress";
import { sending } from "../texts/citizen";
import { common } from "../texts/common";
import { lostDraft } from "./draft";
import { failureNotice } from "./failure";
import { placeOf } from "./landing";
import { button, link, notice, page, toneIcon } from "./parts";

const STEPS = ["seal", "upload", "submit", "done"] as const;
type Step = (typeof STEPS)[number];

function stepOf(progress: Progress, before: Step): Step {
  if (progress.phase === "waiting") return before;
  if (progress.phase === "uploading") return "upload";
  return progress.phase === "submitting" ? "submit" : "seal";
}

function measure(progress: Progress | undefined): { value: number; max: number; words: string } | undefined {
  if (progress?.phase === "sealing") {
    return { value: progress.done, max: progress.total, words: `${bytes(progress.done)} / ${bytes(progress.total)}` };
  }
  if (progress?.phase === "uploading" && progress.total > 0) {
    return { value: progress.done, max: progress.total, words: `${progress.done} / ${progress.total}` };
  }
  return undefined;
}

function drawSteps(now: Step, progress: Progress | undefined): HTMLElement {
  const at = STEPS.indexOf(now);
  return h(
    "ol",
    { class: "progress-steps" },
    STEPS.map((step, i) => {
      const state = i < at ? "done" : i === at ? "now" : "todo";
      const part = state === "now" ? measure(progress) : undefined;
      const label = t(sending.steps[step]);
      return h(
        "li",
        { class: `progress-${state}`, "aria-current": state === "now" ? "step" : null },
        h("span", { class: "progress-mark" }, state === "done" ? toneIcon("good", 24) : String(i + 1)),
        h(
          "div",
          null,
          h(
            "span",
            { class: "progress-label" },
            label,
            h("span", { class: "visually-hidden" }, ` (${t(sending.state[state])})`),
          ),
          part
            ? [
                h("progress", { value: part.value, max: part.max, "aria-label": label }),
                h("span", { class: "fine" }, part.words),
              ]
            : null,
        ),
      );
    }),
  );
}

export async function sendingPage({ params, query, path }: Place): Promise<View> {
  const desk = path.startsWith("/desk");
  const [found, who] = await Promise.all([trust(), need(desk ? "officer" : "citizen")]);
  const id = params.draft ?? "";
  const [draft, job] = await Promise.all([readDraft(who.account, id), readJob(who.account, id)]);
  if (!draft && !job) return lostDraft(desk);
  const asked = query.get("vouch");
  const vouch: Vouch = desk ? "desk" : (job?.vouch ?? (asked === "key" ? "key" : "session"));

  const steps = h("div");
  const remark = h("div");
  const title = t(sending.title);
  let step: Step = "seal";
  let gone = false;
  let running = false;

  const observe = (progress: Progress): void => {
    const next = stepOf(progress, step);
    if (next !== step) announce(t(sending.steps[next]));
    step = next;
    fill(steps, drawSteps(step, progress));
    fill(remark, progress.phase === "waiting" ? notice("warn", t(sending.waiting, { n: progress.attempt })) : null);
  };

  const stopped = (error: unknown, fixed: boolean): Child => {
    // A prepared submission that may have arrived can only be sent on, not changed.
    const edit = draft && !fixed ? link(placeOf(draft, false), t(sending.editAgain), "button button-quiet") : null;
    const again = button(t(sending.again), () => void run());
    if (error instanceof SentElsewhere)
      return notice("info", t(sending.elsewhere), h("div", { class: "buttons" }, again));
    if (error instanceof FileLost) {
      return h(
        "div",
        { role: "alert" },
        notice("bad", t(sending.fileLost, { name: error.file }), h("div", { class: "buttons" }, edit)),
      );
    }
    if (error instanceof Problem && error.status === 401) {
      forget();
      const to = `/sign-in/${desk ? "officer" : "citizen"}?next=${encodeURIComponent(location.pathname + location.search)}`;
      const signIn = link(to, t(common.signIn), "button");
      return h(
        "div",
        { role: "alert" },
        notice("warn", t(sending.signInAgain), h("p", null, t(sending.kept)), h("div", { class: "buttons" }, signIn)),
      );
    }
    if (!(error instanceof Problem || error instanceof NetworkFailure || isMotCuaError(error))) console.error(error);
    return failureNotice(error, h("p", null, t(sending.kept)), h("div", { class: "buttons" }, again, edit));
  };

  const run = async (): Promise<void> => {
    if (running || gone) return;
    running = true;
    fill(remark);
    observe({ phase: "challenge" });
    try {
      const result = await sendDraft(id, vouch, who, found, observe);
      if (!gone) go(`${desk ? "/desk" : ""}/dossiers/${uuidOf(result.dossier)}/acknowledgement`, { replace: true });
    } catch (error) {
      const fixed = (await readJob(who.account, id)) !== undefined;
      fill(remark, stopped(error, fixed));
    } finally {
      running = false;
    }
  };
  const online = (): void => {
    // Only a broken connection mends by itself.
    if (remark.querySelector("[role=alert]")) void run();
  };
  addEventListener("online", online);
  const element = page(null, title, t(sending.keepOpen), h("div", { class: "card" }, steps), remark);
  void run();
  return {
    title,
    element,
    relabel: () => {
      element.querySelector("h1")?.replaceChildren(t(sending.title));
      element.querySelector(".lead")?.replaceChildren(t(sending.keepOpen));
      fill(steps, drawSteps(step, undefined));
    },
    leave: () => {
      gone = true;
      removeEventListener("online", online);
    },
  };
}
