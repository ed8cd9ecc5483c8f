import type { Attachment, FormChange, FormState, Lang, Pack, ProcedureRef, Provenance, Text } from "motcua";

/** An attachment as `<motcua-form>` shows it: the record, or what is known of it while it is on its way. */
export interface ShownAttachment extends Partial<Omit<Attachment, "id" | "slot" | "name" | "size">> {
  id: string;
  slot: string;
  name: string;
  size: number;
  /** 0 to 1 while it is being sealed and sent. */
  progress?: number;
  /** What went wrong, in words. */
  error?: string | Text;
}

/** The parts of a pack that the element uses. */
export type FormPack = Pick<Pack, "procedure" | "procedureOf" | "openForm" | "message" | "search" | "catalogue">;

/** Events of `<motcua-form>`. All bubble. */
export interface MotcuaFormEventMap {
  /**
   * A person changed a value, or an item of a list came, went or moved. `change` says what that changed beside the value:
   * `null` when nothing.
   */
  "motcua-change": CustomEvent<{ pointer: string; change: FormChange | null; value: unknown; state: FormState }>;
  /** A person picked a file that fits its slot; the host takes it and sets `attachments`. */
  "motcua-attach": CustomEvent<{ slot: string; file: File }>;
  /** A person removed a file; the host takes it out of `attachments`. */
  "motcua-detach": CustomEvent<{ id: string; slot: string }>;
  /** Another step is in view. */
  "motcua-step": CustomEvent<{ index: number; total: number; section: string; review: boolean }>;
  /** All answers are right and confirmed; the host signs and sends. */
  "motcua-complete": CustomEvent<{ value: unknown; state: FormState; attachments: Attachment[]; prefilled: Provenance[] }>;
}

/**
 * `<motcua-form>`: draws any procedure of a pack, step by step, in Vietnamese or English.
 *
 * Attributes: `procedure`, `channel`, `lang`, `heading-level` (2).
 * It is form-associated: its value is the data as JSON text.
 *
 * Custom properties: `--motcua-accent`, `--motcua-accent-strong`, `--motcua-accent-soft`, `--motcua-on-accent`,
 * `--motcua-text`, `--motcua-muted`, `--motcua-line`, `--motcua-box-line`, `--motcua-surface`, `--motcua-error`,
 * `--motcua-error-soft`, `--motcua-warning`, `--motcua-warning-soft`, `--motcua-done`, `--motcua-focus`,
 * `--motcua-radius`, `--motcua-space`, `--motcua-measure`, `--motcua-font`, `--motcua-sticky`,
 * `--motcua-scroll-margin`.
 *
 * Parts: `frame`, `page`, `steps`, `step`, `step-current`, `step-count`, `step-filled`, `title`, `intro`, `group`, `legend`,
 * `field`, `list`, `item`, `label`, `required`, `badge`, `hint`, `error`, `warning`, `input`, `choice`, `options`, `note`,
 * `drop`, `files`, `file`, `progress`, `remove`, `summary`, `review`, `review-section`, `answers`, `answer`,
 * `change`, `buttons`, `button`, `primary`.
 */
export declare class MotcuaForm extends HTMLElement {
  /** The pack that holds the procedure. */
  pack: FormPack | null;
  /** Code of the procedure. */
  procedure: string;
  /** The document that the dossier was filed under, for a supplement; without it, the one in force at `now`. */
  version: ProcedureRef | undefined;
  /** The data, as a copy; parts that are hidden now are still in it until `pack.prepare` prunes them. */
  value: unknown;
  attachments: ShownAttachment[];
  /** `online`, `desk` or `post`. */
  channel: string;
  /** The moment for the rules, RFC 3339; the host's clock unless set. */
  now: () => string;
  /** Where values came from: `provenance` of `pack.prefill`. Edited fields drop out. */
  prefilled: Provenance[];
  /** `vi` or `en`; changes at once and keeps everything. */
  lang: Lang | string;
  /** The core's present state of the form. */
  readonly state: FormState;
  readonly form: HTMLFormElement | null;
  readonly validity: ValidityState;
  readonly validationMessage: string;
  readonly willValidate: boolean;
  checkValidity(): boolean;
  /** Shows every error, goes to the first, and says whether there was none. */
  reportValidity(): boolean;
  /** Judges the step in view; without an error goes on. */
  next(): void;
  back(): void;
  /** Goes to a step by its index, or to the field at a JSON Pointer. */
  goTo(where: number | string): void;
  /** Goes to the page with all answers. */
  review(): void;
  addEventListener<K extends keyof MotcuaFormEventMap>(
    type: K,
    listener: (this: MotcuaForm, event: MotcuaFormEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

/** Registers the element; calling it again does nothing. */
export declare function defineMotcuaForm(name?: string): void;

declare global {
  interface HTMLElementTagNameMap {
    "motcua-form": MotcuaForm;
  }
}
