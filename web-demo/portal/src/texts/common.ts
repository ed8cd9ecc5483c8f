import { pair } from "../lib/i18n";

export const common = {
  demo: pair(
    "Môi trường thử nghiệm: không phải dịch vụ thật. Đừng nhập thông tin thật của bạn.",
    "Demonstration: not a real public service. Do not enter real personal data.",
  ),
  demoLabel: pair("Môi trường thử nghiệm", "Demonstration"),
  skip: pair("Đến nội dung chính", "Skip to main content"),
  brand: pair("Một Cửa", "Một Cửa"),
  brandLine: pair("Dịch vụ công trực tuyến", "One door to public services"),
  navMain: pair("Điều hướng chính", "Main navigation"),
  home: pair("Trang chủ", "Home"),
  mine: pair("Hồ sơ của tôi", "My dossiers"),
  inbox: pair("Hộp hồ sơ", "Inbox"),
  newPaper: pair("Nhập hồ sơ giấy", "File a paper dossier"),
  language: pair("Ngôn ngữ", "Language"),
  account: pair("Tài khoản", "Account"),
  signIn: pair("Đăng nhập", "Sign in"),
  signOut: pair("Đăng xuất", "Sign out"),
  officerWord: pair("Cán bộ", "Officer"),
  footerAbout: pair(
    "Cổng minh họa của bộ công cụ Một Cửa. Nội dung hồ sơ được niêm phong ngay trên thiết bị của bạn trước khi gửi.",
    "Demonstration portal of the Một Cửa SDK. What you write is sealed on your own device before it is sent.",
  ),
  forOfficers: pair("Dành cho cán bộ", "For officers"),
  forCitizens: pair("Dành cho người dân", "For citizens"),
  loading: pair("Đang tải…", "Loading…"),
  cancel: pair("Hủy", "Cancel"),
  close: pair("Đóng", "Close"),
  retry: pair("Thử lại", "Try again"),
  print: pair("In trang này", "Print this page"),
  online: pair("Trực tuyến", "Online"),
  desk: pair("Hồ sơ giấy", "Paper"),
  post: pair("Bưu chính", "Post"),
  breadcrumb: pair("Đường dẫn", "Breadcrumb"),
  free: pair("Miễn phí", "Free"),
  feeSet: pair("Lệ phí theo quy định", "Fee as set by law"),
};

export const failure = {
  title: pair("Chưa mở được trang này", "This page could not be opened"),
  network: pair(
    "Không kết nối được với máy chủ. Hãy kiểm tra mạng rồi thử lại. Những gì bạn đã khai vẫn được giữ trên thiết bị này.",
    "The server cannot be reached. Check your connection and try again. What you have filled in is kept on this device.",
  ),
  storage: pair(
    "Trình duyệt không lưu được dữ liệu: bộ nhớ đã đầy hoặc bị chặn. Hãy xóa bớt bản nháp cũ, hoặc tắt chế độ ẩn danh, rồi thử lại.",
    "The browser cannot keep data: storage is full or blocked. Delete old drafts, or leave private mode, then try again.",
  ),
  unknown: pair("Có lỗi ngoài dự kiến. Hãy tải lại trang.", "Something unexpected happened. Please reload the page."),
  notFound: pair("Không tìm thấy trang", "Page not found"),
  notFoundText: pair(
    "Địa chỉ này không có. Có thể đường dẫn đã cũ hoặc gõ thiếu.",
    "There is nothing at this address. The link may be old or incomplete.",
  ),
  forbidden: pair("Bạn không có quyền mở trang này", "You may not open this page"),
  code: pair("Mã lỗi", "Error code"),
  goHome: pair("Về trang chủ", "Go to the home page"),
  trustTitle: pair("Chưa xác nhận được cơ quan", "The office could not be verified"),
  trustText: pair(
    "Danh bạ khóa hoặc bộ thủ tục mà máy chủ đưa ra không qua được kiểm tra, nên trang này không tiếp tục. Không có gì được gửi đi.",
    "The key directory or the procedures that the server shows did not pass the check, so this page stops here. Nothing was sent.",
  ),
  rollback: pair(
    "Máy chủ đưa ra bản cũ hơn bản mà trình duyệt này đã từng thấy. Bản cũ có thể chứa khóa đã bị thu hồi, nên không được dùng.",
    "The server shows an older version than this browser has seen before. An old version may hold withdrawn keys, so it is refused.",
  ),
  rootTitle: pair("Khóa gốc của máy chủ đã thay đổi", "The server's root key has changed"),
  rootText: pair(
    "Trình duyệt này nhớ khóa gốc của lần trước, và khóa hiện nay khác. Với dịch vụ thật, hãy dừng lại và báo cho cơ quan. Không có gì được gửi đi.",
    "This browser remembers the root key of an earlier visit, and the present one differs. With a real service, stop and tell the office. Nothing was sent.",
  ),
  rootKnown: pair("Khóa đã nhớ", "Remembered key"),
  rootShown: pair("Khóa đang thấy", "Key shown now"),
  rootDemo: pair(
    "Bản thử nghiệm tạo khóa mới mỗi khi được cài lại. Nếu chính bạn vừa cài lại, bạn có thể bắt đầu lại.",
    "The demonstration makes new keys whenever it is set up again. If you have just done that yourself, you can start over.",
  ),
  rootForget: pair("Tôi vừa cài lại bản thử nghiệm: bắt đầu lại", "I have set the demonstration up again: start over"),
};
