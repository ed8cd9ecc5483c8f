// What the pages say, as people read it. Written down here once more on purpose: a test that took the words from the
// product would not notice when they change.

const WORDS = {
  required: ["bắt buộc", "required"],
  next: ["Tiếp tục", "Continue"],
  complete: ["Xác nhận thông tin", "Confirm"],
  reviewStep: ["Xem lại trước khi nộp", "Check your answers"],
  pickFor: ["Chọn tệp cho: ", "Choose a file for: "],
  day: ["Ngày", "Day"],
  month: ["Tháng", "Month"],
  year: ["Năm", "Year"],
  error: ["Lỗi: ", "Error: "],
  signIn: ["Đăng nhập", "Sign in"],
  signInAndStart: ["Đăng nhập và bắt đầu", "Sign in and start"],
  start: ["Bắt đầu khai", "Start"],
  saved: [/Bản nháp đã lưu trên thiết bị này lúc/, /Draft kept on this device at/],
  confirmAndSend: ["Xác nhận và gửi", "Confirm and send"],
  deviceKey: ["Khóa của thiết bị này", "This device's key"],
  sessionVouch: ["Cổng xác nhận cho phiên đăng nhập này", "The portal vouches for this session"],
  send: ["Gửi hồ sơ", "Send"],
  sendSupplement: ["Gửi bổ sung", "Send the supplement"],
  arrived: ["Đã nhận hồ sơ của bạn", "Your dossier has arrived"],
  number: ["Số hồ sơ", "Your number"],
  openDossier: ["Xem hồ sơ", "Open the dossier"],
  mine: ["Hồ sơ của tôi", "My dossiers"],
  inbox: ["Hộp hồ sơ", "Inbox"],
};

/** The word in a language. */
export function word(key, lang) {
  const pair = WORDS[key];
  if (!pair) throw new Error(`no word ${key}`);
  return pair[lang === "en" ? 1 : 0];
}

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A label with or without its "(required)". */
export function labelled(text) {
  return new RegExp(`^${escape(text)}( \\((bắt buộc|required)\\))?$`);
}
