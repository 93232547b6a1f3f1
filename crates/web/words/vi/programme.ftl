programmes-title = Chương trình hành động
programmes-empty = Chưa có chương trình nào.
