import { pair } from "../lib/i18n";

export const signInText = {
  citizen: pair("Đăng nhập của người dân", "Citizen sign-in"),
  officer: pair("Đăng nhập của cán bộ", "Officer sign-in"),
  simulated: pair("Đăng nhập mô phỏng", "Simulated sign-in"),
  explain: pair(
    "Ở dịch vụ thật, bước này do hệ thống định danh quốc gia thực hiện. Tại đây bạn chọn một nhân vật hư cấu; không có mật khẩu.",
    "In a real service the national e-identity system does this step. Here you choose a fictitious person; there is no password.",
  ),
  choose: pair("Chọn tài khoản", "Choose an account"),
  as: pair("Đăng nhập với tên {name}", "Sign in as {name}"),
  none: pair("Máy chủ này không có tài khoản loại này.", "This server has no account of this kind."),
  other: pair("Máy chủ này không phục vụ phần đó.", "This server does not serve that part."),
};

export const mineText = {
  title: pair("Hồ sơ của tôi", "My dossiers"),
  empty: pair("Bạn chưa có hồ sơ nào", "You have no dossiers yet"),
  emptyText: pair(
    "Hồ sơ bạn gửi trực tuyến, và hồ sơ giấy được nhập bằng số định danh của bạn, sẽ hiện ở đây.",
    "What you send online, and paper dossiers filed under your personal number, will appear here.",
  ),
  number: pair("Số hồ sơ", "Number"),
  updated: pair("Cập nhật {time}", "Updated {time}"),
  open: pair("Xem hồ sơ {number}", "Open dossier {number}"),
  channel: pair("Cách nộp", "Filed"),
};

export const keyText = {
  title: pair("Khóa của thiết bị này", "This device's key"),
  text: pair(
    "Thiết bị này có một khóa được ghi nhận là của bạn đến {time}. Khóa không thể sao chép ra khỏi trình duyệt.",
    "This device holds a key recorded as yours until {time}. It cannot be copied out of the browser.",
  ),
  thumb: pair("Dấu vân tay của khóa", "Thumbprint of the key"),
  remove: pair("Bỏ khóa khỏi thiết bị này", "Remove the key from this device"),
  removed: pair("Đã bỏ khóa khỏi thiết bị này.", "The key was removed from this device."),
  removeText: pair(
    "Hồ sơ đã gửi không bị ảnh hưởng. Lần gửi sau, thiết bị có thể tạo khóa mới.",
    "Dossiers already sent are not affected. The device can make a new key the next time you send.",
  ),
};

export const ackText = {
  title: pair("Đã nhận hồ sơ của bạn", "Your dossier has arrived"),
  supplementTitle: pair("Đã nhận phần bổ sung của bạn", "Your supplement has arrived"),
  paperTitle: pair("Đã nhập hồ sơ giấy", "The paper dossier is filed"),
  number: pair("Số hồ sơ", "Your number"),
  keep: pair(
    "Hãy giữ số này. Bạn có thể in hoặc tải giấy xác nhận.",
    "Keep this number. You can print or download the acknowledgement.",
  ),
  keepPaper: pair("In trang này và đưa cho người nộp.", "Print this page and hand it to the applicant."),
  at: pair("Nhận lúc", "Received at"),
  filer: pair("Người nộp", "Filed by"),
  service: pair("Thủ tục", "Service"),
  channel: pair("Cách nộp", "Filed"),
  what: pair("Tiếp theo là gì?", "What happens next?"),
  step1: pair("Cán bộ kiểm tra hồ sơ.", "An officer checks the dossier."),
  step2: pair(
    "Khi hồ sơ hợp lệ, cơ quan tiếp nhận và bạn có giấy hẹn ghi ngày trả kết quả, kèm lý do của ngày đó.",
    "When it is in order it is accepted, and you get an appointment slip with the day of the result and why it is that day.",
  ),
  step3: pair(
    "Bạn theo dõi tiến độ, trả lời yêu cầu bổ sung nếu có, và xem kết quả ở trang hồ sơ.",
    "You follow progress, answer a request for papers if there is one, and see the result on the dossier's page.",
  ),
  when: pair("Thời hạn", "By when"),
  whenText: pair("{term}, tính từ lúc hồ sơ được tiếp nhận.", "{term}, counted from acceptance."),
  view: pair("Xem hồ sơ", "Open the dossier"),
  download: pair("Tải giấy xác nhận (tệp JWS)", "Download the receipt (JWS file)"),
  signed: pair(
    "Giấy xác nhận được máy chủ tiếp nhận ký; trình duyệt của bạn đã kiểm tra.",
    "The acknowledgement is signed by the receiving server; your browser has checked it.",
  ),
};

export const termText = {
  sameDay: pair(
    "Trong ngày làm việc; nhận sau {cutoff} thì trả vào ngày làm việc tiếp theo",
    "Within the working day; if received after {cutoff}, the next working day",
  ),
  sameDayPlain: pair("Trong ngày làm việc", "Within the working day"),
  workingDay: pair("{n} ngày làm việc", "{n} working days"),
  calendarDay: pair("{n} ngày", "{n} days"),
  workingHour: pair("{n} giờ làm việc", "{n} working hours"),
  month: pair("{n} tháng", "{n} months"),
  hour: pair("{n} giờ", "{n} hours"),
  minute: pair("{n} phút", "{n} minutes"),
};

export const dossierText = {
  status: pair("Trạng thái", "Status"),
  next: pair("Tiếp theo", "Next"),
  due: pair("Ngày hẹn trả kết quả", "Result due"),
  overdue: pair("Quá hạn", "Overdue"),
  why: pair("Vì sao là ngày này?", "Why this day?"),
  law: pair("Căn cứ", "Basis"),
  history: pair("Quá trình giải quyết", "History"),
  checked: pair(
    "Đã kiểm tra: {n} trong {n} mục có chữ ký hợp lệ và nối tiếp nhau, không bị sửa hay bỏ bớt.",
    "Checked: {n} of {n} entries properly signed and chained; none was changed or left out.",
  ),
  checkedOn: pair(
    "Trình duyệt này tự kiểm tra, không dựa vào lời của máy chủ.",
    "Checked in this browser, not taken from the server's word.",
  ),
  badTitle: pair("Lịch sử hồ sơ không qua được kiểm tra", "The history did not pass the check"),
  badAt: pair(
    "Lỗi ở mục thứ {n}. Đừng tin các mục từ đó trở đi; hãy liên hệ cơ quan.",
    "The fault is at entry {n}. Do not rely on entries from there on; please contact the office.",
  ),
  entryBad: pair("Mục {n} không qua được kiểm tra", "Entry {n} did not pass the check"),
  request: pair("Cơ quan cần bạn bổ sung", "The office needs more from you"),
  answer: pair("Bổ sung hồ sơ", "Answer the request"),
  waiting: pair("Bạn đã gửi bổ sung. Cơ quan đang xem.", "Your supplement has arrived. The office is looking at it."),
  received: {
    submission: pair("Hồ sơ đã đến", "The dossier arrived"),
    supplement: pair("Giấy tờ bổ sung đã đến", "The supplement arrived"),
    withdrawal: pair("Yêu cầu rút hồ sơ đã đến", "The withdrawal arrived"),
    other: pair("Thư “{kind}” đã đến", "A message “{kind}” arrived"),
  },
  unknownEvent: pair("Mục loại khác", "Another kind of entry"),
  transferred: pair("Hồ sơ được chuyển cơ quan khác", "The dossier was handed to another office"),
  fromTo: pair("Từ {from} đến {to}", "From {from} to {to}"),
  opened: pair("Cán bộ đã mở dữ liệu của hồ sơ", "An officer opened the dossier's data"),
  fee: {
    due: pair("Phải nộp {amount}", "{amount} is due"),
    requested: pair("Yêu cầu nộp {amount}", "{amount} was asked for"),
    paid: pair("Đã nộp {amount}", "{amount} was paid"),
    refunded: pair("Đã hoàn lại {amount}", "{amount} was given back"),
    exempt: pair("Được miễn {amount}", "{amount} need not be paid"),
  },
  actor: {
    citizen: pair("Người nộp", "The person filing"),
    intake: pair("Máy chủ tiếp nhận", "Receiving server"),
    reception: pair("Cán bộ tiếp nhận", "Reception officer"),
    processing: pair("Cán bộ thụ lý", "Case officer"),
    delivery: pair("Cán bộ trả kết quả", "Delivery officer"),
    system: pair("Hệ thống", "System"),
  },
  form: pair("Mẫu {no}", "Form {no}"),
  formNames: {
    "01": pair("Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Receipt and appointment slip"),
    "02": pair("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "Request for more papers"),
    "03": pair("Phiếu từ chối tiếp nhận hồ sơ", "Refusal slip"),
    "05": pair("Thông báo dừng giải quyết hồ sơ", "Notice of stopping"),
  } as Record<string, { vi: string; en: string }>,
  reason: pair("Lý do", "Reason"),
  note: pair("Ghi chú của cán bộ", "Officer's note"),
  items: pair("Cần bổ sung", "To be supplied"),
  officialCode: pair("Mã hồ sơ", "Dossier code"),
  provisional: pair("Số tạm", "Provisional number"),
  slip: pair("Giấy tiếp nhận và hẹn trả kết quả", "Receipt and appointment slip"),
  ack: pair("Giấy xác nhận đã nhận hồ sơ", "Acknowledgement"),
  papers: pair("Giấy xác nhận và giấy hẹn", "Slips to keep"),
  technical: pair("Chi tiết kỹ thuật", "Technical details"),
  id: pair("Mã ngẫu nhiên của hồ sơ", "Random id of the dossier"),
  head: pair("Dấu vân tay của lịch sử", "Fingerprint of the history"),
  copy: pair("Bản sao trên thiết bị này", "Copy on this device"),
  copyText: pair(
    "Trình duyệt này giữ bản sao đã mã hóa của nội dung bạn gửi, để bạn không phải khai lại khi cần bổ sung. Bản sao tự xóa khi hồ sơ kết thúc.",
    "This browser keeps an encrypted copy of what you sent, so that you need not type it again for a supplement. It is removed once the dossier is closed.",
  ),
  copySee: pair("Xem nội dung đã gửi", "See what you sent"),
  copyDelete: pair("Xóa bản sao", "Delete the copy"),
  copyDeleted: pair("Đã xóa bản sao trên thiết bị này.", "The copy on this device was deleted."),
};

export const slipText = {
  why: pair("Cách tính ngày hẹn", "How the date was counted"),
  notYet: pair("Chưa có giấy hẹn", "No appointment slip yet"),
  notYetText: pair(
    "Giấy này có sau khi cán bộ tiếp nhận hồ sơ.",
    "It exists once an officer has accepted the dossier.",
  ),
};
