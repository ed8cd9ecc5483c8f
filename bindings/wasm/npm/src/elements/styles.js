// The look: a calm page that a host can theme through custom properties and parts. Constructed style sheets
// need no exception in a strict content security policy.

const CSS = `
:host {
  --_accent: var(--motcua-accent, #0b4f8a);
  --_accent-strong: var(--motcua-accent-strong, #083b68);
  --_accent-soft: var(--motcua-accent-soft, #eaf2fa);
  --_on-accent: var(--motcua-on-accent, #fff);
  --_text: var(--motcua-text, #1c2430);
  --_muted: var(--motcua-muted, #535f6e);
  --_line: var(--motcua-line, #d5dce4);
  --_box-line: var(--motcua-box-line, #6b7786);
  --_surface: var(--motcua-surface, #fff);
  --_error: var(--motcua-error, #b3261e);
  --_error-soft: var(--motcua-error-soft, #fdf1f0);
  --_warning: var(--motcua-warning, #7a4d00);
  --_warning-soft: var(--motcua-warning-soft, #fff7e6);
  --_done: var(--motcua-done, #1a6b3c);
  --_focus: var(--motcua-focus, #f2b705);
  --_radius: var(--motcua-radius, 8px);
  --_space: var(--motcua-space, 1rem);
  --_measure: var(--motcua-measure, 42rem);
  display: block;
  container-type: inline-size;
  color: var(--_text);
  font: var(--motcua-font, 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif);
  text-align: start;
}
:host([hidden]), [hidden] { display: none !important; }
*, ::before, ::after { box-sizing: border-box; }
p, h1, h2, h3, h4, h5, h6, ul, ol, dl, dd, dt, fieldset { margin: 0; padding: 0; border: 0; min-inline-size: 0; }
ul, ol { list-style: none; }
legend { padding: 0; }
button, input, select, textarea { font: inherit; color: inherit; }

.frame { display: grid; gap: calc(var(--_space) * 1.25); scroll-margin-block-start: var(--motcua-scroll-margin, 1rem); }
.page { min-inline-size: 0; max-inline-size: var(--_measure); }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.title { font-size: 1.6rem; line-height: 1.25; font-weight: 700; letter-spacing: -0.01em; text-wrap: balance; }
.title:focus { outline: none; }
.intro { margin-block-start: 0.5rem; color: var(--_muted); max-inline-size: 36rem; }
.body { margin-block-start: calc(var(--_space) * 1.5); display: grid; gap: calc(var(--_space) * 1.75); }
.note { padding: 0.75rem 1rem; background: var(--_accent-soft); border-radius: var(--_radius); }

.group { display: grid; gap: calc(var(--_space) * 1.5); }
fieldset.group { padding: calc(var(--_space) * 1.25); padding-block-start: 0; border: 1px solid var(--_line); border-radius: calc(var(--_radius) * 1.5); background: var(--_surface); }
.group-title { float: inline-start; inline-size: 100%; padding-block-start: calc(var(--_space) * 1.1); font-size: 1.15rem; font-weight: 650; }
.group-title + * { clear: both; }
.field { display: flex; flex-direction: column; align-items: stretch; gap: 0.35rem; }
/* Floated, a legend stays inside its fieldset like any other line. */
fieldset.field { display: flow-root; }
fieldset.field > legend { float: inline-start; inline-size: 100%; padding-block-end: 0.35rem; }
fieldset.field > :not(legend) { clear: both; }
fieldset.field > * + * { margin-block-start: 0.35rem; }
.label { font-weight: 600; }
.need { font-weight: 400; color: var(--_muted); font-size: 0.92em; }
.hint { color: var(--_muted); font-size: 0.94rem; }
.badge { align-self: flex-start; display: inline-block; padding: 0.1rem 0.55rem; border-radius: 99px; font-size: 0.85rem; font-weight: 600; color: var(--_accent-strong); background: var(--_accent-soft); border: 1px solid currentColor; }

.box { inline-size: 100%; min-block-size: 44px; padding: 0.5rem 0.75rem; background: var(--_surface); border: 1.5px solid var(--_box-line); border-radius: var(--_radius); }
textarea.box { resize: vertical; }
.box.short { max-inline-size: 12rem; }
.box[readonly] { background: #f3f5f7; border-style: dashed; }
.select { position: relative; }
.select .box { appearance: none; padding-inline-end: 2.5rem; text-overflow: ellipsis; }
.select::after { content: ""; position: absolute; inset-block-start: calc(50% - 5px); inset-inline-end: 1rem; inline-size: 8px; block-size: 8px; border: solid var(--_muted); border-width: 0 2px 2px 0; transform: rotate(45deg); pointer-events: none; }
.date { display: flex; gap: 0.75rem; }
.datepart { display: grid; gap: 0.15rem; }
.datepart label { font-size: 0.94rem; color: var(--_muted); }
.day, .month { inline-size: 4.25rem; text-align: center; }
.year { inline-size: 6rem; text-align: center; }

.choices { display: grid; gap: 0.5rem; }
.choices.row { display: flex; flex-wrap: wrap; }
.choice { position: relative; display: flex; align-items: stretch; }
.choices.row .choice { flex: 0 1 auto; min-inline-size: 8rem; }
.choice input { position: absolute; inset-block-start: 0.7rem; inset-inline-start: 0.85rem; inline-size: 1.35rem; block-size: 1.35rem; margin: 0; accent-color: var(--_accent); }
.choice label { flex: 1; min-block-size: 44px; padding: 0.6rem 1rem 0.6rem 2.85rem; border: 1.5px solid var(--_line); border-radius: var(--_radius); background: var(--_surface); cursor: pointer; }
.choice label:hover { border-color: var(--_box-line); }
.choice input:checked + label { border-color: var(--_accent); background: var(--_accent-soft); box-shadow: inset 0 0 0 0.5px var(--_accent); }
.choice input:focus-visible { outline: none; }
.choice input:focus-visible + label { outline: 3px solid var(--_focus); outline-offset: 2px; }

.combobox { position: relative; }
.combobox .box { padding-inline-end: 3rem; }
.toggle { position: absolute; inset-block: 0; inset-inline-end: 0; inline-size: 44px; display: grid; place-items: center; background: none; border: 0; cursor: pointer; color: var(--_muted); }
.options { position: absolute; z-index: 5; inset-inline: 0; inset-block-start: calc(100% + 4px); max-block-size: 20rem; overflow-y: auto; background: var(--_surface); border: 1px solid var(--_box-line); border-radius: var(--_radius); box-shadow: 0 8px 28px rgb(20 32 48 / 0.18); }
.option, .option-note { min-block-size: 44px; padding: 0.6rem 0.85rem; }
.option { cursor: pointer; }
.option:hover { background: var(--_accent-soft); }
.option.active { background: var(--_accent); color: var(--_on-accent); }
.option[aria-selected="true"]:not(.active) { font-weight: 650; color: var(--_accent-strong); }
.option-note { color: var(--_muted); font-size: 0.94rem; }

.icon { inline-size: 1.25em; block-size: 1.25em; flex: none; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.message { display: flex; gap: 0.45rem; align-items: flex-start; font-size: 0.98rem; }
.message .icon { margin-block-start: 0.12em; }
.message.error { color: var(--_error); }
.message.warning { color: var(--_warning); background: var(--_warning-soft); padding: 0.4rem 0.6rem; border-radius: var(--_radius); }
.has-error { padding-inline-start: 0.9rem; border-inline-start: 4px solid var(--_error); }
.has-error .box { border-color: var(--_error); border-width: 2px; }
.has-error .choice label { border-color: var(--_error); }
.summary { margin-block-end: calc(var(--_space) * 1.5); padding: 1rem 1.15rem; border: 2px solid var(--_error); border-radius: var(--_radius); background: var(--_error-soft); scroll-margin-block-start: var(--motcua-scroll-margin, 1rem); }
.summary-title { display: flex; gap: 0.5rem; align-items: center; color: var(--_error); font-size: 1.1rem; }
.summary ul { margin-block-start: 0.4rem; display: grid; }
.summary li { padding-inline-start: 1.85rem; }
.summary a { display: inline-block; padding-block: 0.35rem; color: var(--_error); font-weight: 600; text-underline-offset: 3px; }

.button { display: inline-flex; align-items: center; justify-content: center; gap: 0.5rem; min-block-size: 44px; padding: 0.55rem 1.35rem; border-radius: var(--_radius); border: 1.5px solid transparent; font-weight: 600; cursor: pointer; text-decoration: none; }
.button.primary { background: var(--_accent); color: var(--_on-accent); min-inline-size: 9rem; }
.button.primary:hover { background: var(--_accent-strong); }
.button.secondary { background: var(--_surface); color: var(--_accent-strong); border-color: var(--_accent); }
.button.secondary:hover { background: var(--_accent-soft); }
.button.link { padding-inline: 0.5rem; min-inline-size: 44px; background: none; color: var(--_accent-strong); text-decoration: underline; text-underline-offset: 3px; }
.buttons { display: flex; flex-wrap: wrap; gap: 0.75rem; margin-block-start: calc(var(--_space) * 2); padding-block-start: calc(var(--_space) * 1.25); border-block-start: 1px solid var(--_line); }
:is(.box, .button, .toggle, .step, .summary, a):focus-visible, .file-input:focus-visible + .button { outline: 3px solid var(--_focus); outline-offset: 2px; box-shadow: 0 0 0 2px var(--_text); }
.summary:focus { outline: 3px solid var(--_focus); outline-offset: 2px; }

.drop { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 0.85rem; padding: 0.85rem; border: 1.5px dashed var(--_box-line); border-radius: var(--_radius); background: var(--_surface); position: relative; }
.drop.over { background: var(--_accent-soft); border-color: var(--_accent); }
.drop-note { color: var(--_muted); font-size: 0.94rem; }
.file-input { position: absolute; inset: 0; inline-size: 1px; block-size: 1px; opacity: 0; }
.files { display: grid; gap: 0.5rem; }
.file { display: flex; align-items: center; gap: 0.75rem; padding: 0.6rem 0.75rem; border: 1px solid var(--_line); border-radius: var(--_radius); background: var(--_surface); }
.file > .icon { color: var(--_accent); inline-size: 1.6rem; block-size: 1.6rem; }
.file-text { flex: 1; min-inline-size: 0; display: grid; }
.file-name { font-weight: 600; overflow-wrap: anywhere; }
.file-size, .file-status { color: var(--_muted); font-size: 0.9rem; }
.file.failed { border-color: var(--_error); }
.file.failed .file-status { color: var(--_error); font-weight: 600; }
progress { appearance: none; inline-size: 100%; block-size: 8px; border: 0; border-radius: 99px; overflow: hidden; background: var(--_line); accent-color: var(--_accent); }
progress::-webkit-progress-bar { background: var(--_line); }
progress::-webkit-progress-value { background: var(--_accent); }
progress::-moz-progress-bar { background: var(--_accent); }

.steps { min-inline-size: 0; }
.step-filled { grid-column: 1 / -1; grid-row: 3; font-size: 0.88rem; color: var(--_muted); }
.step-filled::first-letter { text-transform: uppercase; }
.list { display: grid; gap: var(--_space); }
.item { display: grid; gap: calc(var(--_space) * 1.25); padding: var(--_space); border: 1px solid var(--_line); border-radius: var(--_radius); }
.item-title { padding-inline: 0.35rem; font-weight: 650; }
.item-buttons { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; }
.step-head { display: grid; grid-template-columns: 1fr auto; align-items: center; gap: 0.25rem 1rem; }
.step-count { color: var(--_muted); font-weight: 600; }
.step-progress { grid-column: 1 / -1; }
.step-list { display: none; margin-block-start: 0.5rem; }
.step-list.open { display: grid; }
.step { display: flex; gap: 0.7rem; align-items: flex-start; inline-size: 100%; min-block-size: 44px; padding: 0.55rem 0.65rem; border: 0; border-radius: var(--_radius); background: none; text-align: start; color: var(--_muted); }
button.step { cursor: pointer; color: var(--_accent-strong); }
button.step:hover { background: var(--_accent-soft); text-decoration: underline; }
.step-mark { flex: none; display: grid; place-items: center; inline-size: 1.65rem; block-size: 1.65rem; border: 1.5px solid currentColor; border-radius: 50%; font-size: 0.85rem; font-weight: 700; line-height: 1; }
.step-name { padding-block-start: 0.1rem; line-height: 1.4; }
.step-state { font-size: 0.88rem; display: block; color: var(--_muted); }
.quiet { position: absolute; clip-path: inset(50%); inline-size: 1px; overflow: hidden; }
.current .step { color: var(--_text); font-weight: 650; background: var(--_accent-soft); }
.current .step-mark { background: var(--_accent); border-color: var(--_accent); color: var(--_on-accent); }
.done .step-mark { background: var(--_done); border-color: var(--_done); color: #fff; }
.errors .step-mark, .errors .step-state { color: var(--_error); font-weight: 600; }

.review { display: grid; gap: calc(var(--_space) * 1.75); }
.review-title { font-size: 1.2rem; padding-block-end: 0.35rem; border-block-end: 2px solid var(--_line); }
.review-group { font-size: 1rem; margin-block-start: 1rem; }
.answer-row { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; padding-block: 0.45rem; border-block-end: 1px solid var(--_line); }
.answer-row dt { color: var(--_muted); font-size: 0.94rem; grid-column: 1; }
.answer-row .value { grid-column: 1; display: flex; flex-wrap: wrap; gap: 0.35rem 0.6rem; align-items: center; min-inline-size: 0; overflow-wrap: anywhere; font-weight: 550; }
.answer-row .value .message { flex-basis: 100%; font-weight: 400; }
.answer-row .change { grid-column: 2; grid-row: 1 / span 2; align-self: center; }
.answer { white-space: pre-line; }
.answer.none { color: var(--_muted); font-weight: 400; }

@container (min-width: 38rem) {
  .columns { grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); }
  .columns > legend { grid-column: 1 / -1; }
  .answer-row { grid-template-columns: minmax(10rem, 2fr) 3fr auto; align-items: baseline; }
  .answer-row .value { grid-column: 2; }
  .answer-row .change { grid-column: 3; grid-row: 1; align-self: baseline; }
  .title { font-size: 1.9rem; }
}
@container (min-width: 56rem) {
  .frame { grid-template-columns: 16rem minmax(0, 1fr); gap: calc(var(--_space) * 3); align-items: start; }
  .steps { position: sticky; inset-block-start: var(--motcua-sticky, 1.5rem); }
  .step-list, .step-list.open { display: grid; gap: 0.15rem; }
  .step-toggle, .step-filled { display: none; }
}
@media (pointer: coarse) { .drop-note { display: none; } }
@media (forced-colors: active) {
  .has-error { border-inline-start-color: Mark; }
  .option.active { outline: 2px solid Highlight; outline-offset: -2px; }
  .choice input:checked + label { outline: 2px solid Highlight; }
}
@media (prefers-reduced-motion: no-preference) {
  .button, .choice label, .step { transition: background-color 0.12s, border-color 0.12s; }
}
@media print {
  .steps, .buttons, .change, .drop, .toggle { display: none !important; }
  .page { max-inline-size: none; }
  .frame { display: block; }
  fieldset.group, .answer-row, .review-section { break-inside: avoid; }
}
`;

/** @type {CSSStyleSheet[] | undefined} */
let shared;

/** The sheets of the element, parsed once for the page. */
export function sheets() {
  if (!shared) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    shared = [sheet];
  }
  return shared;
}
