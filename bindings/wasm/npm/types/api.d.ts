/** Language of messages. */
export type Lang = "vi" | "en";

/** A moment: RFC 3339 text such as `2026-11-22T08:00:00Z`, or a `Date`. The package reads no clock itself. */
export type Moment = string | Date;

/** What a signed object is; a signature over one kind never passes as another. */
export type SignKind = "submission" | "receipt" | "keys" | "enrol" | "pack" | "decision" | "cosign" | "event";

/** Where the module may come from: an address, a response, its bytes, or a compiled module. */
export type WasmSource = string | URL | Request | Response | PromiseLike<Response> | BufferSource | WebAssembly.Module;

/**
 * Loads the module. Call and await it once before anything else; more calls are free. In Node, Deno and Bun
 * the import has loaded it already.
 *
 * Rejects with `runtime/wasmUnavailable` where WebAssembly is switched off or the content security policy
 * refuses it (it needs `'wasm-unsafe-eval'` in `script-src`), and with `runtime/wasmNotFound` when the server
 * answers with something else.
 */
export declare function init(source?: WasmSource): Promise<void>;

/** The same at once, from bytes or a module that are already here. */
export declare function initSync(source: BufferSource | WebAssembly.Module): void;

/**
 * The one error of the package: misuse, refused input, or failed cryptography. A form with mistakes is no
 * error; it gives a {@link Report}. An error never holds what a person typed.
 */
export declare class MotCuaError extends Error {
  constructor(failure: { code: ErrorCode; pointer?: string; params?: Param[] }, options?: ErrorOptions);
  readonly name: "MotCuaError";
  /** Stable code, for programs. */
  readonly code: ErrorCode;
  /** Where in the input, as a JSON Pointer. */
  readonly pointer?: string;
  /** Values for the message's placeholders. */
  readonly params: Param[];
  /** The sentence for a person. */
  localized(lang: Lang): string;
  toJSON(): { name: string; code: ErrorCode; pointer?: string; params: Param[] };
}

/** True for errors of this package, also of another copy of it on the page. */
export declare function isMotCuaError(error: unknown): error is MotCuaError;

/** Bytes of memory that the module holds. It never shrinks. */
export declare function memorySize(): number;

/** Version of the package. */
export declare function version(): string;

/**
 * Something that lives in the module's memory. It is freed when it is collected; `free()` or `using` do it at
 * once, as often as one likes.
 */
declare abstract class Handle {
  free(): void;
  [Symbol.dispose](): void;
}

/** A key directory that verified against the root that the host has pinned. */
export declare class Directory extends Handle {
  private constructor();
  /** The directory as it was signed. */
  payload(): KeyDirectory;
  /** Keys to seal to, for an agency or one unit of it; empty when there are none at that moment. */
  sealKeys(agency: string, unit: string | undefined, now: Moment): Jwk[];
}

/**
 * Opens a key directory (`egov-keys+jws`, as JSON text or object).
 *
 * @param options.root    public key that the host has pinned
 * @param options.minSeq  highest `seq` that the host has seen; a smaller one is refused as a rollback
 */
export declare function openDirectory(
  jws: string | FlattenedJws,
  options: { root: Jwk; now: Moment; minSeq?: number },
): Directory;

/** Everything about a form beside its data. */
export interface Situation {
  attachments?: Attachment[];
  /** `online` when left out. */
  channel?: Channel;
  now: Moment;
  /** The document that the dossier was filed under, for a supplement; without it, the one in force at `now`. */
  version?: ProcedureRef;
}

/** What becomes a signed submission. */
export interface PrepareRequest extends Situation {
  /** Random id, from {@link newDossierId}. */
  dossier: string;
  /** The form's data; hidden parts are pruned. */
  data: unknown;
  /** What {@link Pack.prefill} gave, so that changed values are marked as declared. */
  prefilled?: Prefilled;
  auth: Auth;
  /** Challenge of the intake. */
  nonce: string;
  /** Agencies meant to act. */
  aud: string[];
  /** `submission` when left out. */
  type?: SubmissionType;
  /** Hash of the event that this answers. */
  of?: string;
  /** When the dossier was filed, for a packet that follows the first one: what was in time then stays in time. */
  filed?: string;
  /**
   * Who of the parties the portal knows, so that they can be asked to co-sign: the form names people, the portal knows
   * their accounts. Of several parties in one role the first without a reference is meant.
   */
  references?: { role: PartyRole; reference: string }[];
}

/** A form filled from the claims of a login. */
export interface Prefilled {
  data: unknown;
  provenance: Provenance[];
}

/** Procedures, catalogues, workflows and messages, opened from a signed pack. */
export declare class Pack extends Handle {
  private constructor();
  info(): PackInfo;
  /** The procedure document in force on a day (`yyyy-mm-dd`) or at a moment; without one, the newest. */
  procedure(code: string, on?: string): Procedure;
  /** Code, version and hash of that document, as a submission names it. */
  reference(code: string, on?: string): ProcedureRef;
  /** The document that a dossier was filed under; throws `pack/noProcedure` when the pack does not hold it. */
  procedureOf(reference: ProcedureRef): Procedure;
  /**
   * The paper (forms `01` to `06`) that the log of a dossier issued; throws `document/form` when it issued none.
   *
   * @param state    what {@link verifyLog} gave
   * @param version  the document that the dossier was filed under; without it, the one in force at `now`
   */
  issueDocument(
    code: string,
    form: string,
    state: DossierState,
    facts: DocumentFacts,
    now: Moment,
    version?: ProcedureRef,
  ): DossierDocument;
  catalogue(name: string): Catalogue;
  /** Finds entries by name; accents, case and word order of the query do not matter. */
  search(name: string, query: string, options?: { parent?: string; limit?: number }): CatalogueEntry[];
  workflow(id: string): Workflow;
  /** Everything that a renderer needs to draw the form over its present data. */
  evaluate(code: string, data: unknown, situation: Situation): FormState;
  /** The verdict on the data, hidden parts pruned. */
  validate(code: string, data: unknown, situation: Situation): Report;
  /** The same for JSON text, read strictly: duplicate keys and the like throw `json/…`. */
  validateText(code: string, source: string | Uint8Array, situation: Situation): Report;
  /** The sentence of an issue, also of a rule of the procedure: of the `version` that found it, else of the newest. */
  message(code: string, issue: Issue, lang: Lang, form?: "short" | "long", version?: ProcedureRef): string;
  prefill(code: string, claims: object, now: Moment): Prefilled;
  /** Puts the payload together. Throws `form/invalid` when the report has errors. */
  prepare(code: string, request: PrepareRequest): Submission;
  /**
   * Seals the data of an accepted submission, part by part under the keys of their classes of personal data.
   *
   * @param procedure        `payload.procedure` of the submission
   * @param options.version  from 1; each change of the data takes the next
   */
  sealData(procedure: ProcedureRef, data: unknown, options: { key: DossierKey; version: number }): SealedField[];
  /** Opens a form that judges each input by itself. */
  openForm(code: string, options: OpenForm): FormSession;
  /**
   * Takes a draft up again, under the version that it was filled under. Throws `pack/noProcedure` when the pack does not
   * hold that version: {@link Pack.migrateDraft} then carries the draft over.
   */
  restoreForm(draft: FormDraft, options: { now: Moment }): FormSession;
  /** Carries a draft over to the version in force at `now`, and says what became of each value. */
  migrateDraft(draft: FormDraft, options: { now: Moment }): Migration;
}

/** What a form opens with. */
export interface OpenForm extends Situation {
  /** Data so far; empty when left out. */
  data?: unknown;
  /** Where the data's values came from. */
  prefilled?: PrefilledValue[];
  /** Claims of a login to fill the form from, in place of `data`. */
  claims?: object;
}

/**
 * A form while somebody fills it in. Each change judges only what depends on it and says what changed, or `null` when
 * nothing but the value did. Whatever the order of changes, the state is that of {@link Pack.evaluate}.
 */
export declare class FormSession extends Handle {
  private constructor();
  /** Sets a field; `null` and `undefined` empty it. */
  set(pointer: string, value: unknown): FormChange | null;
  /** Adds an item to a list, at its end or before the item at a position. */
  addItem(list: string, value: unknown, at?: number): FormChange | null;
  removeItem(list: string, at: number): FormChange | null;
  moveItem(list: string, from: number, to: number): FormChange | null;
  setAttachments(attachments: Attachment[]): FormChange | null;
  setChannel(channel: Channel): FormChange | null;
  setNow(now: Moment): FormChange | null;
  /** Everything that a renderer needs. */
  state(): FormState;
  /** Everything typed so far, hidden parts too. */
  data(): unknown;
  /** The data as it is signed. */
  signed(): unknown;
  /** Where each value came from, as it is signed. */
  provenance(): Provenance[];
  /** The form to be stored; it holds personal data. */
  draft(): FormDraft;
  /** Says that somebody saw that the value of this place was dropped; whether there was one. */
  acknowledge(pointer: string): boolean;
}

/** Opens a pack (`egov-pack+jws`, as JSON text or object) that a signer of the directory signed. */
export declare function openPack(
  jws: string | FlattenedJws,
  options: { directory: Directory; now: Moment; minSeq?: number },
): Pack;

/** A random dossier id, `urn:uuid:…`. */
export declare function newDossierId(): string;

/**
 * First step of signing: the text to sign (`signingInput`, ASCII) with WebCrypto, a secure element or a
 * {@link SoftwareKey}.
 */
export declare function beginSign(kind: SignKind, payload: object, publicJwk: Jwk): SigningRequest;

/** Second step: checks the signature (raw or DER) and puts the object together. */
export declare function finishSign(request: SigningRequest, signature: Uint8Array, publicJwk: Jwk): FlattenedJws;

/** Compact text of a signed object, as enrolments and events travel. */
export declare function toCompact(jws: FlattenedJws): string;

/** A signing key for hosts without a better place for it. Its private part never leaves the module. */
export declare class SoftwareKey extends Handle {
  private constructor();
  static generate(algorithm: "Ed25519" | "P-256"): SoftwareKey;
  readonly jwk: Jwk;
  sign(request: SigningRequest): FlattenedJws;
}

/**
 * Seals a signed submission to one to sixteen recipients.
 *
 * @param options.cosign  signatures of other parties, from {@link finishCosign}
 */
export declare function sealSubmission(
  jws: FlattenedJws,
  options: { procedure: ProcedureRef; dossier: string; recipients: Jwk[]; cosign?: CoSignature[] },
): SealedObject;

/** A key that opens, for hosts without a better place for it. Its private part never leaves the module. */
export declare class OpeningKey extends Handle {
  private constructor();
  static generate(algorithm: "X25519" | "P-256"): OpeningKey;
  readonly jwk: Jwk;
}

/**
 * What opens a sealed object: a key of the module, or the 32 bytes that the key `kid` of the host agreed with the `epk`
 * of {@link beginOpen} (WebCrypto `deriveBits` with 256, or ECDH of a secure element).
 */
export type Opener = OpeningKey | { kid: string; secret: Uint8Array };

/**
 * First step of opening with a key that the host holds. The host agrees a secret between `epk` and its key; with that
 * secret as {@link Opener} every function that opens takes the second step.
 */
export declare function beginOpen(sealed: SealedObject, publicJwk: Jwk): AgreementRequest;

/** What opens a packet, and everything that its opener knows of it. */
export interface PacketOptions {
  opener: Opener;
  directory: Directory;
  /** From the caller's own records, never from the packet. */
  expected: ExpectedPacket;
  now: Moment;
  /** For a packet that was accepted before: what was recorded then, in place of challenge and age. */
  anchor?: Anchor;
}

/**
 * Opens a packet and verifies everything about it; gives the payload and every signer with its standing.
 *
 * @param options.answers  what the host found about the certificates of {@link packetChecks}
 */
export declare function openPacket(sealed: SealedObject, options: PacketOptions & { answers?: CaAnswer[] }): OpenedPacket;

/** The certificates that the host has to judge before a packet opens that rests on them; shows nothing of the content. */
export declare function packetChecks(sealed: SealedObject, options: PacketOptions): CaCheck[];

/**
 * Hands a packet to another office: the same content under a new envelope, and the body of the event that the holder
 * signs. The receiver opens it with that event in `expected.transfers`, and not without.
 *
 * @param options.from    `agency` or `agency/unit`, as `to`
 * @param options.reason  stable code
 */
export declare function transferPacket(
  sealed: SealedObject,
  options: { opener: Opener; from: string; to: string; reason: string; recipients: Jwk[] },
): TransferredPacket;

/** The same content for other recipients, read by nobody: on acceptance, after a change of keys, by the recovery recipient. */
export declare function rewrap(sealed: SealedObject, options: { opener: Opener; recipients: Jwk[] }): SealedObject;

/**
 * Asks a party of a signed submission to sign it too.
 *
 * @param options.reference  that party's `reference` in the payload
 * @param options.exp        when the request ends
 */
export declare function requestCosign(jws: FlattenedJws, options: { reference: string; exp: Moment }): CosignRequest;

/** Seals a request to keys of the person asked. Without such keys it is shown after login, as it is. */
export declare function sealCosignRequest(request: CosignRequest, recipients: Jwk[]): SealedObject;

/** Opens a sealed request; see {@link readCosignRequest}. */
export declare function openCosignRequest(
  sealed: SealedObject,
  options: { opener: Opener; directory: Directory; now: Moment },
): CosignInvitation;

/** Reads a request: the first signature verifies, and it is open still. Show `payload` whole before anybody signs. */
export declare function readCosignRequest(
  request: CosignRequest,
  options: { directory: Directory; now: Moment },
): CosignInvitation;

/** The person asked, as the portal enrolled a key of theirs. */
export interface CosignerOptions {
  /** Compact `egov-enrol+jws` of the signing key. */
  enrolment: string;
  directory: Directory;
  now: Moment;
}

/** First step of co-signing: the text to sign, for {@link finishSign}, {@link SoftwareKey} or `motcua/custody`. */
export declare function beginCosign(request: CosignRequest, options: CosignerOptions): SigningRequest;

/** Second step: the detached signature of what was signed, verified as the asker will verify it. */
export declare function finishCosign(
  request: CosignRequest,
  signed: FlattenedJws,
  options: CosignerOptions,
): CoSignature;

/** Verifies an answer before it goes into the packet; gives who signed. */
export declare function verifyCosignature(
  request: CosignRequest,
  signature: CoSignature,
  options: { directory: Directory; now: Moment },
): Enrolment;

/** First step of saying no; the object that was signed goes back to who asked. */
export declare function beginCosignRefusal(request: CosignRequest, options: CosignerOptions): SigningRequest;

/** Verifies a refusal. */
export declare function verifyCosignRefusal(
  signed: FlattenedJws,
  request: CosignRequest,
  options: { directory: Directory },
): CosignRefusal;

/** Place of a chunk: which attachment, which chunk of how many (from 0), and the size of the whole in bytes. */
export interface ChunkPlace {
  /** Class of personal data of the slot, such as `basic`. */
  class: string;
  attachment: string;
  index: number;
  count: number;
  size: number;
}

/** The key of a dossier's documents. */
export declare class DossierKey extends Handle {
  private constructor();
  static generate(dossier: string): DossierKey;
  /** The key itself, sealed to recipients. */
  seal(recipients: Jwk[], procedure: ProcedureRef): SealedObject;
  /** One chunk of a document, at most 4 MiB. */
  sealChunk(place: ChunkPlace, bytes: Uint8Array): Uint8Array;
  /**
   * The same, done by the platform's cipher when the chunk has 64 KiB or more and there is WebCrypto: many times as
   * fast, and equal in what opens it. The platform holds the attachment's key as one that cannot be exported.
   */
  sealChunkAsync(place: ChunkPlace, bytes: Uint8Array): Promise<Uint8Array>;
  /** Opens the sealed key of a dossier. Keep the record before the key is used. */
  static open(
    sealed: SealedObject,
    options: { opener: Opener; dossier: string; access: AccessStatement },
  ): { key: DossierKey; audit: AuditRecord };
  /** The key of one class of data, to be handed to a role that may see this class and no other. */
  classKey(name: string): ClassKey;
  /** Opens the parts of {@link Pack.sealData}, whatever their classes, and puts them together. */
  openData(fields: SealedField[], access: AccessStatement): { data: unknown; audit: AuditRecord[] };
}

/** The key of one class of a dossier's data. */
export declare class ClassKey extends Handle {
  private constructor();
  /** Opens the sealed key of a class. */
  static open(
    sealed: SealedObject,
    options: { opener: Opener; dossier: string; class: string; access: AccessStatement },
  ): { key: ClassKey; audit: AuditRecord };
  /** The key itself, sealed to recipients. */
  seal(recipients: Jwk[], procedure: ProcedureRef): SealedObject;
  /** Seals the value of one field, as compact JWE. Each change of the value takes the next version. */
  sealField(pointer: string, version: number, value: unknown): string;
  openField(
    pointer: string,
    version: number,
    jwe: string,
    access: AccessStatement,
  ): { value: unknown; audit: AuditRecord };
  /** Opens the parts of this class and leaves out the others. */
  openData(fields: SealedField[], access: AccessStatement): { data: unknown; audit: AuditRecord[] };
  /** Begins to open a document that a signed manifest names. */
  readAttachment(manifest: Attachment, access: AccessStatement): AttachmentReader;
}

/** A document that is opened chunk by chunk, in order. Nothing of it counts before {@link AttachmentReader.finish}. */
export declare class AttachmentReader extends Handle {
  private constructor();
  push(sealed: Uint8Array): Uint8Array;
  /** Throws `crypto/attachment` when this is not the document that was signed. The last call. */
  finish(): AuditRecord;
}

/**
 * Names the sealed keys of a dossier for destruction. Keep the record, then delete the objects everywhere: nothing else
 * opens what lies under them.
 */
export declare function shred(dossier: string, wraps: SealedObject[], access: AccessStatement): AuditRecord;

/** A sealed chunk as flattened JWE (RFC 7516), the same ciphertext in another wrapping, for stock libraries. */
export declare function chunkToJwe(
  place: Omit<ChunkPlace, "class">,
  sealed: Uint8Array,
): { protected: string; aad: string; iv: string; ciphertext: string; tag: string };

/**
 * What opens a vault: what the person remembers (1 to 1,024 bytes of text), or the 32 bytes that a WebAuthn
 * authenticator gives with the `prf` extension.
 */
export type VaultSecret = { passphrase: string } | { prf: Uint8Array };

/**
 * An unlocked vault: keys and drafts at rest on a device. With a passphrase, creating and unlocking take 64 MiB and
 * about half a second on a phone; `free()` locks it. A wrong secret and altered data both throw `vault/cannotOpen`.
 */
export declare class Vault extends Handle {
  private constructor();
  static create(secret: VaultSecret): Vault;
  /** The vault that sealed a box. */
  static unlock(box: VaultBox, secret: VaultSecret): Vault;
  /** Seals a JSON value under a name. */
  seal(name: string, draft: unknown): VaultBox;
  /** Opens it; never a key. */
  open(name: string, box: VaultBox): unknown;
  sealKey(name: string, key: SoftwareKey): VaultBox;
  /** Opens a key, which stays behind its handle. */
  openKey(name: string, box: VaultBox): SoftwareKey;
  sealOpeningKey(name: string, key: OpeningKey): VaultBox;
  /** Opens a key that opens, which stays behind its handle. */
  openOpeningKey(name: string, box: VaultBox): OpeningKey;
}

/** SHA-256 of a file in pieces. */
export declare class Sha256 extends Handle {
  constructor();
  update(bytes: Uint8Array): this;
  /** `sha-256:<base64url>`; the hash starts anew. */
  digest(): `sha-256:${string}`;
}

/**
 * Verifies the whole log of a dossier: signatures, chain, order, who holds it, legality of each change. A refusal names
 * the first bad event, from 0, in its parameter `firstBad`.
 *
 * @param options.workflow     id of the workflow in the pack, as the dossier's procedure names it; the one-stop one when
 *   left out
 * @param options.checkpoints  what the host knows of this log, from {@link checkpoint} or {@link receiptCheckpoint}: a
 *   log that was cut, rolled back or rewritten is refused, which a log alone cannot show
 */
export declare function verifyLog(
  events: string[],
  directory: Directory,
  options?: { pack?: Pack; workflow?: string; checkpoints?: Checkpoint[] },
): DossierState;

/** What to keep of a log that was verified: hold the next one against it. */
export declare function checkpoint(state: DossierState, at: Moment): Checkpoint;

/**
 * The checkpoint that a receipt is.
 *
 * @param options.kept  when the host stored the receipt, by its own clock
 */
export declare function receiptCheckpoint(
  receipt: string | FlattenedJws,
  directory: Directory,
  options?: { kept?: Moment },
): Checkpoint;

/**
 * Checks that an entry stands at `index`, from 0, in the tree of `size` entries (RFC 6962); throws `merkle/proof` or
 * `merkle/range`. Hashes are `sha-256:<base64url>`.
 */
export declare function verifyInclusion(claim: {
  entry: string | Uint8Array;
  index: number;
  size: number;
  proof: string[];
  root: string;
}): void;

/** Checks that the tree of `oldSize` entries is a beginning of the one of `newSize` (RFC 6962). */
export declare function verifyConsistency(claim: {
  oldSize: number;
  newSize: number;
  oldRoot: string;
  newRoot: string;
  proof: string[];
}): void;

/**
 * The HTML of a paper: one `<article class="motcua-document">`, or a whole page with its style. No script, no link; every
 * text is escaped. The article needs {@link documentStyle}.
 */
export declare function renderDocument(paper: DossierDocument, lang: Lang, options?: { page?: boolean }): string;

/** CSS of the articles of {@link renderDocument}, for screen and print. */
export declare function documentStyle(): string;

export interface SchemaOptions {
  /** Further schemas by their address, for references that lead out; nothing is ever fetched. */
  resources?: Record<string, object | string | boolean>;
  /** Whether `format` is asserted; without it, it is an annotation, as the draft has it. */
  assertFormats?: boolean;
  /** How records are read: `profile` (the default) as signed documents are, `rfc8259` as any JSON. */
  policy?: "profile" | "rfc8259";
}

/**
 * A compiled JSON Schema (draft 2020-12). For objects that are in memory already a validator in JavaScript is
 * faster; this one is for text.
 */
export declare class Schema extends Handle {
  private constructor();
  /** Fields by their number in packed issues: JSON Pointers, with `*` for any index or name. */
  readonly fields: string[];
  /** Packed issues of a record, as text: field and code, again and again; empty when it is valid. */
  check(record: string): Uint32Array;
  /** Issues of a record, each with its place. */
  validate(record: object | string): { valid: boolean; issues: Issue[] };
  /** Begins a batch of records. */
  batch(): SchemaBatch;
}

/** Records as NDJSON bytes, in chunks that may be cut anywhere, at most 1 MiB a record. */
export declare class SchemaBatch extends Handle {
  private constructor();
  /** Packed issues of the records that end in these bytes: record (from 0), field, code, again and again. */
  feed(chunk: Uint8Array): Uint32Array;
  /** Packed issues of a last record without a line feed. */
  finish(): Uint32Array;
  readonly records: number;
  readonly failed: number;
}

/** Compiles a schema: an object, a boolean, or JSON text. */
export declare function compileSchema(schema: object | string | boolean, options?: SchemaOptions): Schema;

/** Every code by its number in packed issues. The numbers belong to this version of the package. */
export declare function errorCodes(): string[];

/** Validates NDJSON from a stream or any iterable of bytes, in memory that does not grow; yields packed issues. */
export declare function validateBatch(
  schema: Schema,
  source: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint32Array, { records: number; failed: number }, void>;

/** Verifies a receipt over the log that it covers. */
export declare function verifyReceipt(receipt: string | FlattenedJws, directory: Directory, events: string[]): Receipt;

/** Thumbprint of a public key (RFC 7638). */
export declare function thumbprint(jwk: Jwk): string;

/** What {@link checkValue} knows. */
export type ValueKind =
  | "agencyCode" | "businessCode" | "chipCardQr" | "citizenId" | "date" | "dossierCode" | "drivingLicence" | "email"
  | "foreignerNumber" | "fullName" | "healthInsurance" | "mrz" | "oldIdCard" | "passport" | "phone" | "placeCode" | "placeId"
  | "plate" | "procedureCode" | "socialInsurance" | "taxCode" | "vietQr";

/**
 * Checks what a person typed as a name, a number or a code, by the law or the standard it rests on. Whatever is wrong is
 * data: `invalid` only where a law or the code's own grammar refuses the value, else a `warning`, each with codes for
 * {@link renderMessage}.
 *
 * @param context  what the form knows of the person, to hold a citizen number against
 */
export declare function checkValue(kind: ValueKind, value: string, context?: ValueContext): CheckedValue;

/** Every {@link ValueKind}. */
export declare function valueKinds(): ValueKind[];

/** What is odd about a text: signs without width, blanks, letters in pieces, TCVN3 or VNI read as Latin-1. Never `invalid`. */
export declare function inspectText(value: string): CheckedValue;

/** The text to store: NFC of the core's own version of Unicode, one space between words, nothing without width. */
export declare function normalizeText(value: string): string;

/** What texts are found by: lower case, no diacritics, `đ` as `d`. */
export declare function searchKey(value: string): string;

/** What equal texts share however they were typed: lower case, one place for the tone (`hòa`, `HOÀ`), tones kept. */
export declare function matchKey(value: string): string;

/** A name as civil-status registers write it: capitals with all marks. */
export declare function registerCase(value: string): string;

/** -1, 0 or 1 in the order of Vietnamese dictionaries; for `Array.prototype.sort`. */
export declare function compareText(one: string, other: string): number;

/** The same for names of people: given name, middle names, family name. */
export declare function comparePeople(one: string, other: string): number;

/** A sum of đồng in words, as receipts write it: a whole number from 0. */
export declare function moneyInWords(dong: number): string;

/** A date in words, as registers write it; a year or a month of a year too. */
export declare function dateInWords(date: string): string;

/** The text to draw as a VietQR code for a bank transfer; throws `vietQr/…` for what cannot be written. */
export declare function writeTransferCode(transfer: TransferCode): string;

/** What a VietQR code asks for; throws `vietQr/crc` for one that was misread or changed, `vietQr/…` for another. */
export declare function readTransferCode(code: string): TransferCode;

/** Whether offices work on a day (`yyyy-mm-dd`), and the law or notice that says so. Throws `calendar/notCovered`. */
export declare function officeDay(on: string): DayAnswer;

/** The working day that many working days after a day. */
export declare function addWorkingDays(from: string, count: number): string;

/** Working days after a day, until another and with it. */
export declare function workingDaysBetween(after: string, until: string): number;

/**
 * Provinces and communes with the days they exist, before and since 1 July 2025. Built in are all provinces and the communes
 * of Thành phố Hồ Chí Minh; the constructor takes the rows of a file with more of them and throws `place/data` with the line
 * that cannot be read.
 */
export declare class Places extends Handle {
  constructor(file?: string);
  /** What an address, or a part of one, means on a day (`yyyy-mm-dd`); with or without diacritics, abbreviated or not. */
  resolve(place: string, on: string): PlaceAnswer;
  /** What a statistical code means on a day: codes are used again. */
  resolveCode(code: string, on: string): PlaceAnswer;
}

/** The sentence of a code; `undefined` for a code that has none. */
export declare function renderMessage(code: string, params: Param[], lang: Lang, form?: "short" | "long"): string | undefined;
