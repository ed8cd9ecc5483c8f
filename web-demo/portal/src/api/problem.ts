import type { Lang, Param } from "motcua";

/** A refusal of the server as an RFC 9457 problem document. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly params: Param[];
  readonly #vi: string;
  readonly #en: string;

  constructor(status: number, body: unknown) {
    const raw: Record<string, unknown> = typeof body === "object" && body !== null ? { ...body } : {};
    const code = typeof raw.code === "string" ? raw.code : `host/http${status}`;
    super(code);
    this.name = "Problem";
    this.status = status;
    this.code = code;
    this.params = Array.isArray(raw.params) ? (raw.params as Param[]) : [];
    this.#vi = typeof raw.title === "string" ? raw.title : `Máy chủ trả lời lỗi ${status}.`;
    this.#en = typeof raw.titleEn === "string" ? raw.titleEn : `The server answered with error ${status}.`;
  }

  localized(lang: Lang): string {
    return lang === "vi" ? this.#vi : this.#en;
  }
}

/** The server could not be reached, or the answer was cut off. */
export class NetworkFailure extends Error {
  constructor() {
    super("network");
    this.name = "NetworkFailure";
  }
}

/** True when trying the same request again may help. */
export function isTransient(error: unknown): boolean {
  return error instanceof NetworkFailure || (error instanceof Problem && [429, 502, 503, 504].includes(error.status));
}

export function isCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Problem && codes.includes(error.code);
}
