// The one error of the package.

/** Sentences that must be there before, or without, the WebAssembly module. */
const RUNTIME = /** @type {Record<string, { vi: string, en: string }>} */ ({
  "runtime/notInitialised": {
    vi: "Thư viện motcua chưa được nạp. Hãy chờ init() xong rồi mới gọi hàm khác.",
    en: "motcua is not loaded yet: call and await init() before anything else.",
  },
  "runtime/wasmUnavailable": {
    vi: "Trình duyệt này không chạy được WebAssembly. Hãy dùng bản không cần trình duyệt hỗ trợ hoặc đến bộ phận một cửa.",
    en: "WebAssembly is not available here (switched off, or refused by the content security policy, which needs 'wasm-unsafe-eval').",
  },
  "runtime/wasmNotFound": {
    vi: "Không tải được tệp motcua.wasm. Hãy kiểm tra đường dẫn và máy chủ.",
    en: "motcua.wasm was not found: the address answered with something else. Serve the file, or pass its address to init(url); with Vite add optimizeDeps: { exclude: ['motcua'] }.",
  },
  "runtime/freed": {
    vi: "Đối tượng này đã được giải phóng.",
    en: "This handle was already freed.",
  },
  "runtime/panic": {
    vi: "Thư viện gặp lỗi bên trong. Bạn có thể thử lại; nếu vẫn lỗi, hãy tải lại trang.",
    en: "A fault inside the core. The next call starts a fresh instance; open packs, sessions and keys again.",
  },
  "runtime/instanceLost": {
    vi: "Đối tượng này đã mất khi thư viện khởi động lại sau lỗi. Hãy mở lại.",
    en: "This handle was lost when the core restarted after a fault. Open it again.",
  },
  "boundary/type": {
    vi: "Dữ liệu truyền vào không đúng kiểu.",
    en: "An argument does not have the shape that the function takes.",
  },
});

/** @type {((code: string, params: { name: string, value: string }[], lang: string) => string | undefined) | null} */
let renderer = null;

/** The loader hands in the core's catalogue. @param {typeof renderer} render */
export function useCatalogue(render) {
  renderer = render;
}

/** A refusal with a stable code. It never holds what a person typed. */
export class MotCuaError extends Error {
  /**
   * @param {{ code: string, pointer?: string, params?: { name: string, value: string }[] }} failure
   * @param {ErrorOptions} [options]
   */
  constructor(failure, options) {
    super("", options);
    this.name = "MotCuaError";
    this.code = failure.code;
    this.pointer = failure.pointer;
    this.params = failure.params ?? [];
    // Developer English in stack traces; people get `localized`.
    this.message = `${this.code}${this.pointer ? ` at ${JSON.stringify(this.pointer)}` : ""}: ${this.localized("en")}`;
  }

  /**
   * The sentence for a person.
   *
   * @param {"vi" | "en"} lang
   * @returns {string}
   */
  localized(lang) {
    return renderer?.(this.code, this.params, lang) ?? RUNTIME[this.code]?.[lang] ?? this.code;
  }

  toJSON() {
    return { name: this.name, code: this.code, pointer: this.pointer, params: this.params };
  }
}

/**
 * True for errors of this package, also of another copy of it on the page.
 *
 * @param {unknown} error
 */
export function isMotCuaError(error) {
  return (
    error instanceof MotCuaError ||
    (error instanceof Error && error.name === "MotCuaError" && typeof (/** @type {any} */ (error).code) === "string")
  );
}
