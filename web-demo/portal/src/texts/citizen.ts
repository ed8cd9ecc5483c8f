import { pair } from "../lib/i18n";

export const landing = {
  title: pair("Làm thủ tục hành chính tại nhà", "Public services from your home"),
  lead: pair(
    "Khai một lần, gửi đến đúng nơi giải quyết, theo dõi từng bước và biết ngày nhận kết quả.",
    "Fill in once, send it to the right office, follow every step and know the day of the result.",
  ),
  unfinished: pair("Đang làm dở", "Not finished yet"),
  draftOf: pair("Bản nháp: {name}", "Draft: {name}"),
  supplementOf: pair("Bổ sung hồ sơ: {name}", "Supplement: {name}"),
  sendingOf: pair("Chưa gửi xong: {name}", "Not sent yet: {name}"),
  savedAt: pair("Lưu lúc {time}", "Saved at {time}"),
  files: pair("{n} tệp đính kèm", "{n} files attached"),
  resume: pair("Tiếp tục khai", "Continue filling in"),
  resumeSend: pair("Tiếp tục gửi", "Continue sending"),
  remove: pair("Xóa", "Delete"),
  removeNamed: pair("Xóa bản nháp {name}, lưu lúc {time}", "Delete draft {name}, saved at {time}"),
  removed: pair("Đã xóa bản nháp.", "The draft was deleted."),
  removeTitle: pair("Xóa bản nháp này?", "Delete this draft?"),
  removeText: pair(
    "Nội dung đã khai và các tệp đã chọn sẽ bị xóa khỏi thiết bị này. Không thể khôi phục.",
    "What you filled in and the files you chose are removed from this device. This cannot be undone.",
  ),
  choose: pair("Chọn thủ tục", "Choose a service"),
  see: pair("Xem cần chuẩn bị gì", "See what you need"),
  how: pair("Bốn bước", "Four steps"),
  steps: [
    pair(
      "Đăng nhập bằng tài khoản định danh; thông tin đã có được điền sẵn.",
      "Sign in with your e-identity; what is known is filled in.",
    ),
    pair(
      "Khai từng phần và chụp giấy tờ. Bản nháp tự lưu trên thiết bị của bạn.",
      "Fill in step by step and photograph your papers. The draft is kept on your device.",
    ),
    pair("Gửi. Bạn nhận ngay giấy xác nhận có số hồ sơ.", "Send. You get an acknowledgement with a number at once."),
    pair(
      "Theo dõi. Khi hồ sơ được tiếp nhận, bạn biết ngày nhận kết quả và lý do.",
      "Follow. Once accepted, you know the day of the result, and why that day.",
    ),
  ],
  safe: pair("Ai đọc được hồ sơ của bạn?", "Who can read what you send?"),
  safeText: pair(
    "Chỉ đơn vị giải quyết. Nội dung được niêm phong trên thiết bị của bạn; máy chủ nhận hồ sơ không có khóa để mở.",
    "Only the unit that decides. It is sealed on your device; the server that receives it has no key to open it.",
  ),
  desk: pair("Không dùng trực tuyến được?", "Cannot do it online?"),
  deskText: pair(
    "Hãy mang giấy tờ đến Bộ phận Một cửa. Cán bộ nhập giúp, và bạn vẫn theo dõi được hồ sơ tại đây.",
    "Bring your papers to the one-stop desk. An officer files for you, and you can still follow it here.",
  ),
};

export const procedureText = {
  need: pair("Bạn cần chuẩn bị", "What you need"),
  account: pair("Tài khoản định danh điện tử mức {level}", "E-identity account, level {level}"),
  always: pair("Luôn cần", "Always"),
  cases: pair("Tùy trường hợp của bạn", "Depending on your case"),
  casesHint: pair(
    "Biểu mẫu sẽ hỏi và chỉ yêu cầu đúng giấy tờ bạn cần.",
    "The form asks, and then requires only what you need.",
  ),
  media: pair("Ảnh JPEG, PNG hoặc PDF, mỗi tệp đến {size}.", "JPEG or PNG photos or PDF, up to {size} each."),
  fee: pair("Lệ phí", "Fee"),
  time: pair("Thời hạn giải quyết", "Time needed"),
  authority: pair("Nơi giải quyết", "Who decides"),
  level: pair("Mức độ trực tuyến", "How far online"),
  full: pair("Toàn trình: không phải đến cơ quan để nộp", "Full: no visit needed to file"),
  partial: pair("Một phần", "Partial"),
  law: pair("Căn cứ pháp lý", "Legal basis"),
  code: pair("Mã thủ tục", "Procedure code"),
  start: pair("Bắt đầu khai", "Start"),
  startSignIn: pair("Đăng nhập và bắt đầu", "Sign in and start"),
  have: pair("Bạn đang có một bản nháp của thủ tục này.", "You already have a draft of this procedure."),
  startNew: pair("Khai hồ sơ mới", "Start a new one"),
  lowLevel: pair(
    "Tài khoản của bạn ở mức {have}; thủ tục này cần mức {need}. Hãy nâng mức tài khoản, hoặc nộp tại Bộ phận Một cửa.",
    "Your account is level {have}; this procedure needs level {need}. Please raise its level, or file at the one-stop desk.",
  ),
};

export const formText = {
  saved: pair("Bản nháp đã lưu trên thiết bị này lúc {time}.", "Draft kept on this device at {time}."),
  saving: pair("Đang lưu…", "Saving…"),
  notSaved: pair(
    "Chưa lưu được bản nháp: bộ nhớ của trình duyệt đã đầy hoặc bị chặn. Đừng đóng trang trước khi gửi.",
    "The draft could not be kept: the browser's storage is full or blocked. Do not close the page before sending.",
  ),
  later: pair("Để sau: bản nháp vẫn được giữ", "Finish later: the draft is kept"),
  lost: pair("Không tìm thấy bản nháp", "Draft not found"),
  lostText: pair(
    "Bản nháp chỉ có trên thiết bị và tài khoản đã tạo ra nó, và được xóa sau khi gửi xong.",
    "A draft exists only on the device and account that made it, and is removed once it has been sent.",
  ),
  toSupplement: pair("Cơ quan cần bạn bổ sung", "The office needs the following from you"),
  noCopy: pair(
    "Thiết bị này không giữ bản đã gửi, nên bạn cần khai lại và đính kèm lại giấy tờ. Nội dung cũ đã được niêm phong, cổng không đọc được.",
    "This device does not hold a copy of what you sent, so please fill it in and attach the papers again. The earlier content is sealed; the portal cannot read it.",
  ),
  withCopy: pair(
    "Biểu mẫu đã có sẵn nội dung bạn gửi lần trước. Hãy sửa hoặc thêm điều cơ quan yêu cầu.",
    "The form holds what you sent before. Change or add what the office asks for.",
  ),
  fileEmpty: pair("Tệp “{name}” rỗng. Hãy chọn lại.", "The file “{name}” is empty. Please choose again."),
  fileTooLarge: pair(
    "Tệp “{name}” lớn hơn {size}. Hãy chụp lại hoặc giảm dung lượng.",
    "The file “{name}” is larger than {size}. Take it again or make it smaller.",
  ),
  fileMedia: pair(
    "“{name}” không phải là ảnh JPEG, PNG hoặc tệp PDF.",
    "“{name}” is not a JPEG or PNG photo or a PDF file.",
  ),
  fileTooMany: pair("Mục này chỉ nhận tối đa {n} tệp.", "No more than {n} files here."),
  fileStore: pair(
    "Không lưu được tệp “{name}” trên thiết bị: bộ nhớ đã đầy.",
    "“{name}” could not be kept on this device: storage is full.",
  ),
  attached: pair("Đã đính kèm {name}.", "{name} attached."),
  detached: pair("Đã bỏ tệp.", "File removed."),
};

export const review = {
  title: pair("Xác nhận và gửi", "Confirm and send"),
  lead: pair(
    "Còn một bước. Hãy xem lại, chọn cách xác nhận rồi gửi.",
    "One step left. Look it over, choose how to vouch for it, and send.",
  ),
  content: pair("Nội dung hồ sơ", "What you are sending"),
  edit: pair("Sửa nội dung", "Change something"),
  open: pair("Xem toàn bộ nội dung", "See everything"),
  papers: pair("Giấy tờ đính kèm", "Attached papers"),
  noPapers: pair("Không có tệp nào.", "No files."),
  invalid: pair(
    "Hồ sơ còn {n} lỗi. Hãy quay lại sửa trước khi gửi.",
    "There are still {n} errors. Please correct them before sending.",
  ),
  vouch: pair("Ai xác nhận hồ sơ này là của bạn?", "Who vouches that this is yours?"),
  key: pair("Khóa của thiết bị này", "This device's key"),
  keyNew: pair(
    "Thiết bị sẽ tạo một khóa riêng không thể sao chép ra ngoài, và cổng ghi nhận khóa đó là của bạn trong một năm. Khóa chứng tỏ nội dung không bị sửa từ lúc rời thiết bị. Mất thiết bị thì chỉ cần đăng ký khóa mới; hồ sơ không mất.",
    "The device makes a key of its own that cannot be copied out, and the portal records it as yours for a year. It proves that nothing was changed after leaving this device. If you lose the device you simply enrol a new key; your dossiers stay.",
  ),
  keyHave: pair(
    "Thiết bị này đã có khóa được ghi nhận là của bạn. Khóa chứng tỏ nội dung không bị sửa từ lúc rời thiết bị.",
    "This device already holds a key recorded as yours. It proves that nothing was changed after leaving this device.",
  ),
  session: pair("Cổng xác nhận cho phiên đăng nhập này", "The portal vouches for this session"),
  sessionText: pair(
    "Không cần thiết lập gì. Cổng xác nhận rằng người đang đăng nhập ({name}) đã gửi hồ sơ này. Cổng không đọc được nội dung.",
    "Nothing to set up. The portal confirms that the signed-in person ({name}) sent this. It cannot read the content.",
  ),
  legal: pair(
    "Cả hai cách đều được nhận cho thủ tục này. Đây không phải là chữ ký có chứng thư.",
    "Both are accepted for this procedure. Neither is a signature backed by a certificate.",
  ),
  readers: pair("Ai đọc được hồ sơ", "Who can read it"),
  readersText: pair("Chỉ đơn vị sau mở được nội dung và giấy tờ bạn gửi:", "Only this unit can open what you send:"),
  unit: pair("Đơn vị {unit}, cơ quan {agency}", "Unit {unit}, agency {agency}"),
  thumb: pair("Dấu vân tay khóa của đơn vị", "Thumbprint of the unit's key"),
  thumbText: pair(
    "Khóa này nằm trong danh bạ do khóa gốc của cơ quan ký; trình duyệt của bạn đã kiểm tra.",
    "This key is in the directory signed by the agency's root key; your browser has checked it.",
  ),
  send: pair("Gửi hồ sơ", "Send"),
  sendSupplement: pair("Gửi bổ sung", "Send the supplement"),
};

export const sending = {
  title: pair("Gửi hồ sơ", "Sending"),
  steps: {
    seal: pair("Niêm phong trên thiết bị này", "Seal on this device"),
    upload: pair("Gửi giấy tờ đã niêm phong", "Send the sealed papers"),
    submit: pair("Nộp hồ sơ", "File the dossier"),
    done: pair("Nhận giấy xác nhận", "Receive the acknowledgement"),
  },
  state: {
    todo: pair("chưa làm", "to do"),
    now: pair("đang làm", "in progress"),
    done: pair("xong", "done"),
  },
  keepOpen: pair(
    "Nếu mất mạng hoặc đóng trang, bạn có thể gửi tiếp sau: không mất gì và không bị gửi hai lần.",
    "If the connection drops or you close the page, you can continue later: nothing is lost and nothing is sent twice.",
  ),
  waiting: pair("Mất kết nối. Đang thử lại (lần {n})…", "Connection lost. Trying again (attempt {n})…"),
  stopped: pair("Chưa gửi xong", "Not sent yet"),
  kept: pair("Hồ sơ của bạn vẫn còn nguyên trên thiết bị này.", "Your dossier is still complete on this device."),
  again: pair("Gửi tiếp", "Continue sending"),
  editAgain: pair("Quay lại sửa", "Go back and change it"),
  elsewhere: pair(
    "Hồ sơ này đang được gửi ở một thẻ khác của trình duyệt.",
    "Another tab of this browser is sending this dossier right now.",
  ),
  fileLost: pair(
    "Tệp “{name}” không còn trong bộ nhớ của trình duyệt. Hãy quay lại và chọn lại tệp.",
    "The file “{name}” is no longer in the browser's storage. Please go back and choose it again.",
  ),
  signInAgain: pair(
    "Phiên đăng nhập đã hết. Hãy đăng nhập lại để gửi tiếp.",
    "Your session has ended. Please sign in again to continue.",
  ),
};
