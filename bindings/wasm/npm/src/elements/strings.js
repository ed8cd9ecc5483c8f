// The renderer's own words. Names of fields, hints and rule messages come from the procedure; messages of
// issues come from the core.

// English has a form of its own for one; Vietnamese has not.
/** @type {Record<string, { vi: string, en: string | { one: string, other: string } }>} */
const STRINGS = {
  required: { vi: "bắt buộc", en: "required" },
  stepOf: { vi: "Bước {n} trên {total}", en: "Step {n} of {total}" },
  steps: { vi: "Các bước", en: "Steps" },
  showSteps: { vi: "Xem các bước", en: "Show all steps" },
  hideSteps: { vi: "Ẩn các bước", en: "Hide steps" },
  stepDone: { vi: "đã xong", en: "done" },
  stepErrors: { vi: "cần sửa", en: "needs correction" },
  stepFilled: { vi: "đã điền {done}/{required} mục bắt buộc", en: "required answers given: {done} of {required}" },
  item: { vi: "Mục", en: "Item" },
  numbered: { vi: "{item} {n}", en: "{item} {n}" },
  addItem: { vi: "Thêm {item}", en: "Add: {item}" },
  removeItem: { vi: "Xoá {item}", en: "Remove {item}" },
  moveUp: { vi: "Chuyển lên", en: "Move up" },
  moveDown: { vi: "Chuyển xuống", en: "Move down" },
  moveUpItem: { vi: "Chuyển lên: {item}", en: "Move up: {item}" },
  moveDownItem: { vi: "Chuyển xuống: {item}", en: "Move down: {item}" },
  itemAdded: { vi: "Đã thêm {item}", en: "{item} was added" },
  itemRemoved: { vi: "Đã xoá {item}", en: "{item} was removed" },
  itemMoved: { vi: "{item} nay ở vị trí {n}", en: "{item} is now number {n}" },
  reviewTitle: { vi: "Xem lại trước khi nộp", en: "Check your answers" },
  reviewIntro: {
    vi: "Hãy đọc lại các thông tin dưới đây. Chọn “Sửa” ở bên cạnh nếu có chỗ chưa đúng.",
    en: "Please read what you entered. Choose “Change” beside anything that is not right.",
  },
  next: { vi: "Tiếp tục", en: "Continue" },
  back: { vi: "Quay lại", en: "Back" },
  toReview: { vi: "Về trang xem lại", en: "Return to check your answers" },
  complete: { vi: "Xác nhận thông tin", en: "Confirm" },
  change: { vi: "Sửa", en: "Change" },
  changeOf: { vi: "Sửa: {label}", en: "Change: {label}" },
  error: { vi: "Lỗi", en: "Error" },
  warning: { vi: "Lưu ý", en: "Please note" },
  summary: { vi: "Có {n} chỗ cần sửa", en: { one: "There is 1 thing to correct", other: "There are {n} things to correct" } },
  shown: { vi: "Có thêm mục cần điền: {labels}", en: "More questions were added: {labels}" },
  hiddenNow: { vi: "Đã bớt mục: {labels}", en: "Questions were removed: {labels}" },
  andMore: { vi: "và {n} mục khác", en: "and {n} more" },
  notGiven: { vi: "Không khai", en: "Not given" },
  noFile: { vi: "Không có tệp", en: "No file" },
  yes: { vi: "Có", en: "Yes" },
  no: { vi: "Không", en: "No" },
  choose: { vi: "Chọn", en: "Choose" },
  day: { vi: "Ngày", en: "Day" },
  month: { vi: "Tháng", en: "Month" },
  year: { vi: "Năm", en: "Year" },
  dateHint: { vi: "Ví dụ: 17 5 1990", en: "For example: 17 5 1990 (day, month, year)" },
  partialHint: {
    vi: "Ví dụ: 17 5 1990. Nếu không rõ ngày, tháng thì chỉ ghi năm.",
    en: "For example: 17 5 1990. If the day and month are not known, give the year only.",
  },
  from: { vi: "Lấy từ {source}", en: "From {source}" },
  computed: { vi: "Tự động tính từ thông tin đã khai", en: "Worked out from your answers" },
  typeToSearch: { vi: "Gõ để tìm, có thể gõ không dấu", en: "Type to search; accents are not needed" },
  showList: { vi: "Mở danh sách", en: "Show the list" },
  results: { vi: "{n} kết quả", en: { one: "{n} result", other: "{n} results" } },
  moreResults: { vi: "Nhiều kết quả, hãy gõ thêm", en: "Many results, keep typing" },
  noResults: { vi: "Không tìm thấy", en: "Nothing found" },
  parentFirst: { vi: "Hãy chọn “{label}” trước", en: "Choose “{label}” first" },
  chooseFromList: { vi: "Hãy chọn một mục trong danh sách", en: "Choose an entry of the list" },
  pick: { vi: "Chọn tệp", en: "Choose a file" },
  pickFor: { vi: "Chọn tệp cho: {label}", en: "Choose a file for: {label}" },
  orDrop: { vi: "hoặc kéo thả vào đây", en: "or drop it here" },
  fileLimits: { vi: "{types}, mỗi tệp tối đa {size}", en: "{types}, up to {size} each" },
  fileLimitsCount: { vi: "{types}, mỗi tệp tối đa {size}, tối đa {n} tệp", en: "{types}, up to {size} each, at most {n} files" },
  removeFile: { vi: "Xoá tệp {name}", en: "Remove file {name}" },
  remove: { vi: "Xoá", en: "Remove" },
  fileAdded: { vi: "Đã thêm tệp {name}", en: "File {name} was added" },
  fileRemoved: { vi: "Đã xoá tệp {name}", en: "File {name} was removed" },
  fileProgress: { vi: "Đang mã hoá và gửi: {percent}%", en: "Sealing and sending: {percent}%" },
  fileReady: { vi: "Đã sẵn sàng", en: "Ready" },
  fileType: { vi: "“{name}” không thuộc loại tệp được nhận ({types}).", en: "“{name}” is not one of the accepted kinds ({types})." },
  fileSize: { vi: "“{name}” lớn hơn {size}. Hãy chọn tệp nhỏ hơn.", en: "“{name}” is larger than {size}. Choose a smaller file." },
  fileEmpty: { vi: "“{name}” không có nội dung.", en: "“{name}” is empty." },
  fileCount: { vi: "Chỉ được đính kèm tối đa {n} tệp ở mục này.", en: { one: "One file can be attached here.", other: "At most {n} files can be attached here." } },
  fileBusy: { vi: "Vẫn còn tệp đang được gửi. Hãy đợi trong giây lát.", en: "A file is still being sent. Please wait a moment." },
  cannotShow: { vi: "Không hiển thị được biểu mẫu này.", en: "This form cannot be shown." },
};

/** @typedef {"vi" | "en"} Lang */

/**
 * One of the renderer's sentences.
 *
 * @param {Lang} lang
 * @param {string} key
 * @param {Record<string, string | number>} [params]
 * @returns {string}
 */
export function translate(lang, key, params = {}) {
  const found = STRINGS[key]?.[lang] ?? key;
  const text = typeof found === "string" ? found : found[Number(params.n) === 1 ? "one" : "other"];
  return text.replace(/\{(\w+)\}/g, (all, name) => (name in params ? String(params[name]) : all));
}

const SOURCES = /** @type {Record<string, { vi: string, en: string }>} */ ({
  vneid: { vi: "VNeID", en: "VNeID" },
  "vneid-simulated": { vi: "VNeID (mô phỏng)", en: "VNeID (simulated)" },
});

/**
 * The name of a source of prefilled values; one that is not known is shown as it is.
 *
 * @param {string} source
 * @param {Lang} lang
 * @returns {string}
 */
export function sourceName(source, lang) {
  return SOURCES[source]?.[lang] ?? source;
}

const MEDIA = /** @type {Record<string, string>} */ ({
  "image/jpeg": "JPG",
  "image/png": "PNG",
  "application/pdf": "PDF",
});

/**
 * Accepted kinds of file in words: `JPG, PNG, PDF`.
 *
 * @param {string[]} media
 * @returns {string}
 */
export function mediaNames(media) {
  return media.map((type) => MEDIA[type] ?? type).join(", ");
}

/**
 * A size in words, `10 MB`, `830 KB`; decimal comma in Vietnamese.
 *
 * @param {number} bytes
 * @param {Lang} lang
 * @returns {string}
 */
export function sizeName(bytes, lang) {
  if (bytes < 1000) return `${bytes} B`;
  const mib = 1024 * 1024;
  if (bytes < mib) return `${Math.max(1, Math.round(bytes / 1024))} KB`;
  const text = (Math.round((bytes / mib) * 10) / 10).toString();
  return `${lang === "vi" ? text.replace(".", ",") : text} MB`;
}
