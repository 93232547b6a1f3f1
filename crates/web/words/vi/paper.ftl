# Nạp tệp
upload-not-taken = Chưa nhận được tệp này
upload-optional = (không bắt buộc)
upload-guideline = Hướng dẫn
upload-organisation = Cơ quan, đơn vị

# Rà soát nhanh
look-title = Rà soát nhanh một văn bản
look-lead = Thả tệp dự thảo vào đây để có danh sách nội dung cần xem lại theo Hướng dẫn. Với tệp Word, nhận lại chính tệp ấy có ghi chú tại từng chỗ.
look-paper = Tệp dự thảo
look-paper-hint = Word (.docx), Excel, PDF có lớp chữ, Markdown hoặc văn bản thuần; tối đa 20 MB. Kéo tệp thả vào ô này hoặc bấm để chọn.
look-source = Văn bản nguồn
look-source-hint = Nghị quyết, báo cáo chính trị hoặc chương trình của cấp trên mà dự thảo cụ thể hoá, để đối chiếu.
look-do = Rà soát
look-nothing-kept = Tệp chỉ được đọc trong bộ nhớ, không lưu vào đĩa hay cơ sở dữ liệu. Phần mềm không tiếp nhận tài liệu mật.
look-seen-title = Nội dung cần xem lại: { $name }
look-commented = Tải tệp Word có ghi chú
look-commented-name = ra-soat
look-slip = Tải phiếu rà soát một trang
look-slip-name = phieu-ra-soat
look-no-word = Ghi chú đặt sẵn trong tệp chỉ có với tệp Word (.docx).
look-kept-for = Kết quả này giữ trong bộ nhớ { $minutes } phút, chỉ đồng chí xem được.
look-another = Rà soát tệp khác
look-keep = Lưu thành chương trình để soạn tiếp
look-keep-hint = Tệp được lưu và trở thành dự thảo của cơ quan, đơn vị; mọi người được giao soạn thảo trong đơn vị cùng thấy.
look-keep-do = Lưu thành chương trình

# Kết quả rà soát
report-title = Theo từng nội dung của Hướng dẫn
report-not-judged-hint = Những nội dung này do hồ sơ, cuộc họp, phân công trong hệ thống chứng tỏ; riêng văn bản thì chưa đủ căn cứ.
report-goals = Quan điểm, mục tiêu
report-targets = Chỉ tiêu
report-tasks = Nhiệm vụ
report-key-works = Công trình trọng điểm
report-coverage = { $covered }/{ $all } mục tiêu, chỉ tiêu đã có nhiệm vụ
report-count = { $count } nội dung cần xem lại
report-form = Thể thức, trình bày
place-sheet = Trang tính { $sheet }, hàng { $line }
place-page = Trang { $page }, dòng { $line }
place-paragraph = Đoạn { $line }
place-line = Dòng { $line }

# Chương trình mới
hand-in-title = Chương trình mới
hand-in-kind = Loại chương trình
hand-in-this-term = nhiệm kỳ này
hand-in-see-guideline = xem Hướng dẫn
hand-in-report = Báo cáo chính trị, nghị quyết cần cụ thể hoá
hand-in-report-hint = Phần mềm lập sẵn dự thảo khung ba phần: đủ quan điểm, định hướng, mục tiêu, chỉ tiêu, khâu đột phá của văn bản; chỗ chưa có nhiệm vụ để trống.
hand-in-paper = Tệp dự thảo đã có
hand-in-paper-hint = Word (.docx), Excel, PDF có lớp chữ, Markdown hoặc văn bản thuần; tối đa 20 MB. Tệp gốc được lưu nguyên vẹn.
hand-in-name = Hoặc bắt đầu mới, với tên gọi
hand-in-name-hint = Phần sau chữ «Chương trình hành động», ví dụ: thực hiện Nghị quyết số 57-NQ/TW. Bỏ trống nếu đã chọn tệp.
hand-in-do = Bắt đầu

# Đã hiểu gì từ tệp
understood-lead = Bên trái là lời trong tệp { $name }, bên phải là nội dung đã hiểu. Hãy xem những chỗ chưa chắc trước.
understood-file = Tải tệp gốc
understood-uncertain = Chỗ chưa chắc: { $count }
understood-uncertain-hint = Những mục này được hiểu theo phỏng đoán. Đúng thì chấp nhận, chưa đúng thì sửa.
understood-all-sure = Không còn mục nào chưa chắc.
understood-accept = Đúng
understood-accept-all = Chấp nhận cả { $count } mục
understood-correct = Sửa
understood-unread-count = { $count } đoạn chưa hiểu được; chúng vẫn nằm trong dự thảo, được đánh dấu ở bảng dưới.
understood-side-by-side = Đối chiếu từng dòng
understood-caption = Tệp gốc và nội dung đã hiểu
understood-place = Chỗ
understood-file-says = Tệp viết
understood-read-as = Đã hiểu là
understood-heading = Đề mục
understood-look = chưa chắc
understood-taken-out = mục này đã được bỏ hoặc thay trong dự thảo
understood-go-on = Soạn tiếp
understood-to-source = Gắn văn bản nguồn
understood-level = Mức
understood-lead-unit = Chủ trì
understood-coordinators = Phối hợp
understood-time = Thời hạn
read-kind-viewpoint = Quan điểm
read-kind-policy = Chủ trương
read-kind-orientation = Định hướng lớn
read-kind-goal = Mục tiêu
read-kind-breakthrough = Khâu đột phá
read-kind-requirement = Yêu cầu
read-kind-target = Chỉ tiêu
read-kind-task = Nhiệm vụ
read-kind-key-work = Công trình trọng điểm
read-kind-duty = Phân công tổ chức thực hiện
read-part-goals = Phần mục tiêu, yêu cầu
read-part-content = Phần nội dung
read-part-organisation = Phần tổ chức thực hiện
read-part-annex = Phụ lục
read-part-other = Phần khác
read-passage-prose = Lời văn
read-passage-outside = Nội dung ngoài danh mục nhiệm vụ
read-passage-basis = Căn cứ
read-passage-enclosing = Lời của văn bản ban hành kèm
read-passage-unread = Chưa hiểu

# Văn bản nguồn
source-none = Chương trình chưa gắn với văn bản nguồn.
source-tied-to = Văn bản nguồn:
source-tie = Gắn văn bản nguồn
source-change = Đổi hoặc bỏ văn bản nguồn
source-lying = Văn bản đã nạp
source-tie-do = Gắn văn bản này
source-new = Nạp văn bản nguồn mới
source-new-hint = Nghị quyết, báo cáo chính trị hoặc chương trình của cấp trên; tối đa 20 MB.
source-hand-in-do = Nạp và gắn
source-untie = Bỏ gắn văn bản nguồn
source-taken-up-count = { $up }/{ $all } nội dung của văn bản nguồn đã được cụ thể hoá
source-differ-count = Số liệu khác văn bản nguồn: { $figures }. Mục chưa thấy trong văn bản nguồn: { $orphans }.
source-nothing-read = Chưa đọc được quan điểm, mục tiêu, chỉ tiêu, nhiệm vụ nào của văn bản nguồn để đối chiếu.
source-figures = Số liệu khác văn bản nguồn
source-figures-caption = Số liệu khác nhau
source-item = Mục của chương trình
source-figure-here = Chương trình ghi
source-figure-there = Văn bản nguồn ghi
source-in-passage = trong lời văn
source-see = xem trong văn bản nguồn
source-viewpoints = Quan điểm, chủ trương của văn bản nguồn
source-goals = Định hướng, mục tiêu, chỉ tiêu của văn bản nguồn
source-tasks = Nhiệm vụ của văn bản nguồn
source-says-caption = Từng ý của văn bản gốc và nội dung tiếp thu
source-says = Văn bản nguồn
source-taken-up-by = Mục của chương trình cụ thể hoá
source-is-taken-up = Đã cụ thể hoá
source-not-taken-up = Chưa cụ thể hoá
source-nearest = Gần nhất về nội dung:
source-next = Văn bản này đã có bản mới
source-next-hint = Nạp bản mới; mọi liên kết được rà lại, chỗ nào thay đổi sẽ hiện ra. Bản cũ vẫn được lưu.
source-next-do = Nạp bản mới
source-retraced = { $same } liên kết còn đúng nguyên văn, { $broken } liên kết cần xem lại.
source-broken = Liên kết cần xem lại vì văn bản nguồn đã thay đổi
source-there-now = Văn bản nguồn nay ghi
source-do = Xử lý
source-gone = Không còn trong văn bản nguồn
source-new-items = Nội dung mới, đã ghi lý do
trace-keep = Giữ liên kết với nội dung mới
trace-end = Bỏ liên kết
trace-say = Xác nhận là cụ thể hoá ý này
trace-new = Đây là nội dung mới
trace-new-do = Ghi lý do
trace-reason = Lý do
source-orphans = Mục của chương trình chưa thấy trong văn bản nguồn
source-orphans-hint = Có thể là nội dung mới; nên ghi rõ lý do.

# Xuất văn bản
export-issued-on = Đã ban hành ngày { $date }.
export-official = Văn bản theo thể thức
export-other-layouts = Mẫu trình bày khác
export-others = Dạng khác
export-in-force-from = Áp dụng từ ngày { $from }.
export-in-force-between = Áp dụng từ ngày { $from } đến ngày { $to }.
export-unverified = { $count } thông số trình bày chưa đối chiếu được với nguyên văn quy định (lần cuối ngày { $date }); hãy xem lại bản in trước khi ký.
export-docx = Tải về Word (.docx)
export-pdf = Tải về PDF (.pdf)
export-xlsx = Phụ lục bằng Excel (.xlsx)
export-html = Trang để đọc (.html)
export-json = Dữ liệu (.json)
export-notation = Bản ký pháp (.notation)

# Ghi nhận ban hành
issue-title = Ghi nhận đã ban hành
issue-begin = Ghi nhận đã ban hành
issue-number = Số, ký hiệu
issue-date = Ngày ban hành
issue-signer = Người ký
issue-missing = (chưa có)
issue-from-head = Số, ngày, người ký lấy từ phần đầu và phần cuối của dự thảo. Nếu chưa đúng, hãy sửa dự thảo trước.
issue-afterwards = Sau khi ghi nhận
issue-no-edit = Không ai sửa được lời văn, gắn kết, văn bản nguồn của chương trình nữa.
issue-no-undo = Không hoàn tác được việc ghi nhận này.
issue-read-above = Cấp trên đọc được chương trình.
issue-do = Ghi nhận đã ban hành
issue-not-yet = Để sau
issue-not-recorded = Chưa ghi nhận được

# Theo dõi một tệp trên máy này
watch-title = Theo dõi một tệp trên máy này
watch-lead = Ghi đường dẫn của tệp đang soạn bằng Word. Mỗi lần lưu trong Word, danh sách nội dung cần xem lại được làm mới. Phần mềm chỉ đọc, không sửa tệp.
watch-watched = Đang theo dõi:
watch-path = Đường dẫn của tệp
watch-path-hint = Đường dẫn đầy đủ, ví dụ /home/vanphong/du-thao-lan-1.docx
watch-do = Theo dõi
watch-end = Thôi theo dõi
watch-again = Xem lại tệp
watch-not-read = Chưa đọc được tệp lúc này:
watch-not-now = máy đang bận, sẽ đọc lại ở lần lưu sau.

# Đường dẫn đến các trang trên
tab-source = Văn bản nguồn
tab-understood = Tệp đã nạp
tab-export = Xuất văn bản
