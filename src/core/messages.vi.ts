/** Every sentence that the service says to people, in Vietnamese, by key. Parameters stand in braces. */
const MESSAGES = {
  'auth.required': 'Bạn cần đăng nhập để thực hiện thao tác này.',
  'auth.forbidden': 'Bạn không có quyền thực hiện thao tác này.',
  'auth.forbiddenHere': 'Bạn không có quyền thực hiện thao tác này tại đơn vị đã chọn.',
  'auth.passwordChangeRequired': 'Bạn phải đổi mật khẩu dùng một lần trước khi làm việc khác.',
  'auth.wrongCredentials': 'Tên đăng nhập hoặc mật khẩu không đúng.',
  'auth.oneTimePasswordExpired': 'Mật khẩu dùng một lần đã hết hạn. Hãy đề nghị quản trị viên cấp lại.',
  'auth.tooManyAttempts': 'Đăng nhập sai quá nhiều lần. Hãy thử lại sau {seconds} giây.',
  'auth.busy': 'Hệ thống đang có quá nhiều lượt đăng nhập. Hãy thử lại sau ít giây.',
  'account.usernameTaken': 'Tên đăng nhập “{username}” đã có người dùng.',
  'account.notFound': 'Không tìm thấy tài khoản này.',
  'account.alreadyDisabled': 'Tài khoản này đã bị khóa.',
  'account.notYourself':
    'Bạn không thể tự khóa tài khoản của mình hoặc tự cấp quyền cho mình. Hãy nhờ một quản trị viên khác.',
  'account.currentPasswordWrong': 'Mật khẩu hiện tại không đúng.',
  'account.passwordSame': 'Mật khẩu mới phải khác mật khẩu hiện tại.',
  'grant.notFound': 'Không tìm thấy quyền đã cấp này.',
  'grant.overlaps': 'Tài khoản đã có vai trò này tại đơn vị này trong khoảng thời gian trùng lặp.',
  'grant.alreadyEnded': 'Quyền này đã hết hiệu lực hoặc đã bị thu hồi.',
  'grant.unitNotLiving': 'Đơn vị “{unit}” không tồn tại trong toàn bộ thời gian của quyền được cấp.',
  'unit.notFound': 'Không tìm thấy đơn vị này.',
  'area.notFound': 'Không tìm thấy đơn vị hành chính này.',
  'honouree.notFound': 'Không tìm thấy cá nhân, tập thể hoặc hộ gia đình này.',
  'honouree.onlyIndividual': 'Năm sinh và giới tính chỉ dùng cho cá nhân.',
  'honouree.onlyHousehold': 'Chủ hộ chỉ dùng cho hộ gia đình.',
  'honouree.chooseRegistrar': 'Bạn có quyền tại nhiều đơn vị. Hãy chọn đơn vị lập hồ sơ (registeredById).',
  'honouree.unitOutside': 'Đơn vị công tác phải thuộc đơn vị lập hồ sơ hoặc cấp dưới của đơn vị đó.',
  'idempotency.reused': 'Khóa clientMutationId này đã dùng cho một nội dung khác. Hãy dùng khóa mới.',
  'input.invalid': 'Dữ liệu gửi lên không hợp lệ.',
  'input.required': 'Mục này không được để trống.',
  'input.tooLong': 'Mục này dài quá {max} ký tự.',
  'input.tooShort': 'Mục này phải có ít nhất {min} ký tự.',
  'input.controlCharacters': 'Mục này chứa ký tự điều khiển hoặc ký tự ẩn không được phép.',
  'input.notText': 'Mục này phải là văn bản.',
  'input.notId': 'Mã định danh không đúng dạng.',
  'input.notDate': 'Ngày phải có dạng NNNN-TT-nn và là một ngày có thật, ví dụ 2026-05-19.',
  'input.dateOrder': 'Ngày kết thúc không được trước ngày bắt đầu.',
  'input.notInteger': 'Mục này phải là số nguyên từ {min} đến {max}.',
  'input.notChoice': 'Giá trị này không nằm trong danh sách được phép.',
  'input.tooMany': 'Danh sách này có quá {max} mục.',
  'input.unknownField': 'Mục này không có trong biểu mẫu.',
  'input.username': 'Tên đăng nhập gồm 3–40 ký tự: chữ thường không dấu, chữ số, dấu chấm, gạch nối hoặc gạch dưới.',
  'input.password': 'Mật khẩu phải có từ {min} đến {max} ký tự.',
  'input.cursor': 'Vị trí trang (after) không hợp lệ.',
  'limits.tooCostly': 'Truy vấn quá lớn. Hãy hỏi ít mục hoặc ít dòng hơn.',
  'limits.tooManyRequests': 'Bạn gửi quá nhiều yêu cầu. Hãy thử lại sau {seconds} giây.',
  'limits.timeout': 'Yêu cầu mất quá nhiều thời gian nên đã bị dừng. Hãy thu hẹp phạm vi tìm.',
  'conflict.retry': 'Có người khác vừa thay đổi cùng dữ liệu này. Hãy thử lại.',
  'server.auditStalled':
    'Tạm dừng ghi: nhật ký kiểm toán chưa được niêm phong trong {seconds} giây. Hãy báo quản trị hệ thống.',
  'server.database': 'Cơ sở dữ liệu tạm thời không sẵn sàng. Hãy thử lại sau ít giây.',
  'server.internal': 'Hệ thống gặp lỗi. Sự việc đã được ghi lại với mã {requestId}.',
} as const;

export type MessageKey = keyof typeof MESSAGES;
export type MessageParams = Readonly<Record<string, string | number>>;

/** The sentence of `key` with its parameters filled in. */
export function message(key: MessageKey, params: MessageParams = {}): string {
  return MESSAGES[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
