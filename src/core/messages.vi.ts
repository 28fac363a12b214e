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
  'document.notFound': 'Không tìm thấy văn bản này.',
  'document.notForm': 'Hãy gửi tệp dưới dạng biểu mẫu (multipart/form-data).',
  'document.badForm': 'Biểu mẫu gửi lên bị hỏng hoặc bị cắt giữa chừng. Hãy gửi lại.',
  'document.fileRequired': 'Hãy chọn một tệp để gửi (mục “file”).',
  'document.oneFile': 'Mỗi lần chỉ gửi một tệp.',
  'document.empty': 'Tệp này rỗng (0 byte).',
  'document.tooLarge': 'Tệp lớn quá {max} MB. Hãy giảm dung lượng rồi gửi lại.',
  'document.kind': 'Loại văn bản gồm 2–50 ký tự: chữ in hoa không dấu, chữ số, gạch dưới, bắt đầu bằng chữ.',
  'document.chooseUnit': 'Bạn có quyền tại nhiều đơn vị. Hãy chọn đơn vị nhận văn bản (unitId).',
  'document.unknownType': 'Chỉ nhận tệp {types}; đuôi tên tệp phải là một trong các loại đó.',
  'document.lies':
    'Nội dung tệp không phải là {type} như đuôi tên tệp. Hãy đặt đúng đuôi hoặc lưu lại đúng loại rồi gửi.',
  'document.damaged': 'Tệp {type} này bị hỏng hoặc không đúng cấu trúc. Hãy mở ra, lưu lại rồi gửi.',
  'document.encrypted': 'Tệp có mật khẩu nên không kiểm tra được. Hãy bỏ mật khẩu rồi gửi lại.',
  'document.macros': 'Tệp có macro. Hãy lưu lại thành tệp không có macro rồi gửi.',
  'document.active': 'Tệp PDF có mã chạy hoặc tệp đính kèm bên trong. Hãy in ra PDF mới rồi gửi.',
  'document.nested': 'Tệp có tệp khác nhúng bên trong ({name}). Hãy dán nội dung đó dưới dạng hình ảnh rồi gửi lại.',
  'document.bomb': 'Tệp nén quá nhiều dữ liệu bên trong nên không được nhận.',
  'document.busy': 'Hệ thống đang kiểm tra quá nhiều tệp. Hãy thử lại sau ít giây.',
  'document.storeUnavailable': 'Kho văn bản tạm thời không dùng được. Hãy thử lại sau hoặc báo quản trị hệ thống.',
  'grant.notFound': 'Không tìm thấy quyền đã cấp này.',
  'grant.overlaps': 'Tài khoản đã có vai trò này tại đơn vị này trong khoảng thời gian trùng lặp.',
  'grant.alreadyEnded': 'Quyền này đã hết hiệu lực hoặc đã bị thu hồi.',
  'grant.unitNotLiving': 'Đơn vị “{unit}” không tồn tại trong toàn bộ thời gian của quyền được cấp.',
  'unit.notFound': 'Không tìm thấy đơn vị này.',
  'unit.codeTaken': 'Mã đơn vị “{code}” đã được dùng.',
  'unit.superiorLine': 'Đơn vị cấp trên phải cùng khối (chính quyền, Đảng, Mặt trận).',
  'unit.superiorTier': 'Cấp của đơn vị không được cao hơn cấp của đơn vị cấp trên.',
  'unit.superiorNotLiving': 'Đơn vị cấp trên không tồn tại trong toàn bộ thời gian của đơn vị này.',
  'unit.superiorBelow': 'Đơn vị cấp trên không được nằm dưới chính đơn vị này.',
  'unit.notLivingThen': 'Đơn vị không tồn tại vào ngày {day}.',
  'unit.alreadyChangedThen': 'Đơn vị đã có thay đổi từ ngày {day}. Hãy chọn ngày khác.',
  'unit.nothingChanges': 'Chưa có nội dung nào thay đổi.',
  'unit.hasChildren': 'Còn {count} đơn vị trực thuộc sau ngày {day}. Hãy chuyển hoặc giải thể các đơn vị đó trước.',
  'unit.alreadyClosed': 'Đơn vị đã kết thúc hoạt động từ ngày {day}.',
  'unit.externalRoot': 'Chỉ quản trị viên của đơn vị không có cấp trên được lập đơn vị không có cấp trên.',
  'campaign.codeTaken': 'Mã đợt “{code}” đã được dùng.',
  'campaign.periodOrder': 'Ngày kết thúc không được trước ngày bắt đầu.',
  'campaign.unitNotLiving': 'Đơn vị “{unit}” không tồn tại trong toàn bộ thời gian nhận hồ sơ.',
  'input.code': 'Mã gồm 1–60 ký tự: chữ cái không dấu, chữ số, dấu chấm, gạch nối hoặc gạch dưới.',
  'area.notFound': 'Không tìm thấy đơn vị hành chính này.',
  'honouree.onlyIndividual': 'Năm sinh và giới tính chỉ dùng cho cá nhân.',
  'honouree.onlyHousehold': 'Chủ hộ chỉ dùng cho hộ gia đình.',
  'honouree.chooseRegistrar': 'Bạn có quyền tại nhiều đơn vị. Hãy chọn đơn vị lập hồ sơ (registeredById).',
  'honouree.unitOutside': 'Đơn vị công tác phải thuộc đơn vị lập hồ sơ hoặc cấp dưới của đơn vị đó.',
  'job.topOnly': 'Chỉ quản trị viên của đơn vị cao nhất được xem và chạy lại các tác vụ nền.',
  'job.notFound': 'Không tìm thấy tác vụ này; có thể nó đã chạy xong.',
  'job.notFailed': 'Chỉ chạy lại được tác vụ đã hỏng sau lần thử cuối cùng.',
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
  'verify.gap': 'Dòng {id}, vị trí {pos}: chuỗi bị đứt, thiếu vị trí {missing} ngay trước đó.',
  'verify.deleted': 'Dòng {id}, vị trí {pos}: niêm phong còn nhưng nội dung đã bị xóa.',
  'verify.hash':
    'Dòng {id}, vị trí {pos}: mã băm không khớp (đã lưu {stored}, tính lại được {computed}). Nội dung hoặc thứ tự đã bị sửa.',
  'verify.notCanonical': 'Dòng {id}, vị trí {pos}: nội dung không phải JSON chuẩn mà hệ thống ghi.',
  'verify.head':
    'Dòng {id}, vị trí {pos}: là dòng cuối của chuỗi (mã băm {hash}), nhưng audit_head ghi vị trí {headPos} (mã băm {headHash}). Phần cuối chuỗi hoặc audit_head đã bị sửa.',
  'verify.pendingDeleted': 'Dòng {id}, chưa có vị trí: đang chờ niêm phong nhưng nội dung đã bị xóa.',
  'verify.pendingSealed': 'Dòng {id}, vị trí {pos}: đã niêm phong nhưng vẫn bị ghi là đang chờ.',
  'verify.unsealed':
    'Dòng {id}, chưa có vị trí: không được niêm phong cũng không đang chờ. Dòng này được chèn trái phép hoặc đã mất niêm phong.',
  'verify.progress': 'Đã kiểm tra {verified} trên {total} dòng.',
  'verify.usage':
    'Cách dùng: npm run audit:verify [-- postgresql://…]. Không có địa chỉ thì dùng DATABASE_URL, hoặc cơ sở dữ liệu dùng thử trong DATA_DIR.',
  'verify.noConnection': 'Không kết nối được cơ sở dữ liệu ({reason}).',
  'verify.noAudit':
    'Cơ sở dữ liệu này chưa có nhật ký kiểm toán. Hãy chạy "npm run migrate" hoặc kiểm tra lại địa chỉ.',
  'verify.noRight': 'Tài khoản kết nối không được đọc nhật ký kiểm toán ({reason}).',
  'verify.failed': 'Không kiểm tra được nhật ký kiểm toán ({reason}).',
  'migrate.ownerMissing':
    'Thiếu DATABASE_OWNER_URL: địa chỉ cơ sở dữ liệu với vai trò chủ sở hữu, ví dụ postgres://so_vang_owner:…@máy-chủ:5432/so_vang.',
  'migrate.appMissing':
    'Thiếu DATABASE_URL có tên người dùng: đó là vai trò hạn chế được cấp quyền, ví dụ postgres://so_vang_app:…@máy-chủ:5432/so_vang.',
  'migrate.sameRole':
    'DATABASE_URL và DATABASE_OWNER_URL cùng dùng vai trò “{role}”. Vai trò hạn chế phải khác chủ sở hữu.',
  'migrate.failed': 'Không nâng cấp được cơ sở dữ liệu ({reason}).',
  'migrate.done': 'Đã chạy {count} bước nâng cấp.',
  'migrate.nothing': 'Cơ sở dữ liệu đã ở bản mới nhất, không có gì phải chạy.',
  'admin.usage': `Cách dùng:
  npm run admin -- create --username TÊN --full-name "HỌ TÊN" --unit MÃ
      tạo tài khoản quản trị tại đơn vị có mã đó; nếu chưa có đơn vị, thêm:
      --unit-name "TÊN ĐƠN VỊ" [--unit-line {lines}] [--unit-tier {tiers}]
      (mặc định STATE và PROVINCE)
  npm run admin -- reset-password --username TÊN
      cấp mật khẩu dùng một lần mới và kết thúc mọi phiên đăng nhập của tài khoản
Dùng DATABASE_URL nếu có, nếu không thì dùng cơ sở dữ liệu dùng thử trong DATA_DIR.`,
  'admin.missing': 'Thiếu {option}.',
  'admin.unknownValue': '{option} phải là một trong {values}.',
  'admin.unitCode': 'Mã đơn vị (--unit) gồm 1–60 ký tự A–Z, 0–9, dấu chấm, gạch nối hoặc gạch dưới, ví dụ UBND-12.',
  'admin.unitMissing': 'Không có đơn vị nào mã “{code}”. Để tạo đơn vị này, thêm --unit-name "TÊN ĐƠN VỊ".',
  'admin.unitEnded': 'Đơn vị “{unit}” ({code}) không tồn tại từ hôm nay trở đi nên không thể nhận quản trị viên.',
  'admin.accountMissing': 'Không có tài khoản “{username}”.',
  'admin.accountDisabled': 'Tài khoản “{username}” đã bị khóa nên không được cấp mật khẩu mới.',
  'admin.unitMade': 'Đã tạo đơn vị “{unit}” ({code}).',
  'admin.created': 'Đã tạo tài khoản quản trị “{username}” tại “{unit}” ({code}).',
  'admin.reset': 'Đã cấp mật khẩu mới cho “{username}” và kết thúc {sessions} phiên đăng nhập.',
  'admin.password':
    'Mật khẩu dùng một lần: {password}\nChỉ in lần này, hết hạn sau 7 ngày và phải đổi ở lần đăng nhập đầu tiên.',
  'dataLoad.until': 'Mục --until cần một ngày dạng NNNN-TT-nn, ví dụ 2025-06-30.',
  'dataLoad.conflict': 'Dữ liệu khác với điều đã ghi về quá khứ, không nạp gì ({what}).',
  'dataLoad.done':
    'Đã thêm {areas} đơn vị hành chính, {versions} phiên bản; kết thúc {endings} phiên bản; trong {seconds} giây.',
  'server.auditStalled':
    'Tạm dừng ghi: nhật ký kiểm toán chưa được niêm phong trong {seconds} giây. Hãy báo quản trị hệ thống.',
  'server.silent': 'Không trả lời trong {seconds} giây.',
  'server.database': 'Cơ sở dữ liệu tạm thời không sẵn sàng. Hãy thử lại sau ít giây.',
  'server.internal': 'Hệ thống gặp lỗi. Sự việc đã được ghi lại với mã {requestId}.',
} as const;

export type MessageKey = keyof typeof MESSAGES;
export type MessageParams = Readonly<Record<string, string | number>>;

/** The sentence of `key` with its parameters filled in. */
export function message(key: MessageKey, params: MessageParams = {}): string {
  return MESSAGES[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
