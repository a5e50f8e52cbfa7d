// Zip archives, gzip members and workbooks made in memory, well formed unless a test spoils them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <zlib.h>

namespace earshot::testing {

inline void append_number(std::string& out, std::uint64_t value, int size) {
  for (int i = 0; i < size; ++i) out += i < 8 ? static_cast<char>(value >> (8 * i)) : 0;
}

/// @param window zlib's: negative for raw deflate, 31 for gzip
inline std::string deflated(std::string_view bytes, int window = -MAX_WBITS) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}
inline std::string gzipped(std::string_view bytes) { return deflated(bytes, MAX_WBITS + 16); }

class ZipWriter {
 public:
  struct Options {
    bool stored = false;
    std::uint16_t flags = 1 << 11;  // UTF-8 names
    int method = -1;                // written in place of the true one
    std::int64_t size = -1;         // likewise
    bool zip64 = false;
    std::int64_t offset = -1;
  };

  ZipWriter& add(std::string_view name, std::string_view bytes, const Options& options) {
    const std::string packed = options.stored ? std::string(bytes) : deflated(bytes);
    const int method = options.method >= 0 ? options.method : options.stored ? 0 : 8;
    const auto crc =
        ::crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()));
    const std::uint64_t size =
        options.size >= 0 ? static_cast<std::uint64_t>(options.size) : bytes.size();
    const std::uint64_t offset =
        options.offset >= 0 ? static_cast<std::uint64_t>(options.offset) : out_.size();
    const auto common = [&](std::string& out, bool directory) {
      append_number(out, options.flags, 2);
      append_number(out, static_cast<std::uint64_t>(method), 2);
      append_number(out, 0, 4);  // time and date
      append_number(out, crc, 4);
      append_number(out, options.zip64 ? 0xffffffff : packed.size(), 4);
      append_number(out, options.zip64 ? 0xffffffff : size, 4);
      append_number(out, name.size(), 2);
      append_number(out, options.zip64 ? (directory ? 28 : 20) : 0, 2);
    };
    const auto extra = [&](std::string& out, bool directory) {
      if (!options.zip64) return;
      append_number(out, 1, 2);
      append_number(out, directory ? 24 : 16, 2);
      append_number(out, size, 8);
      append_number(out, packed.size(), 8);
      if (directory) append_number(out, offset, 8);
    };
    append_number(directory_, 0x02014b50, 4);
    append_number(directory_, 45, 2);
    append_number(directory_, 45, 2);
    common(directory_, true);
    append_number(directory_, 0, 2 + 2 + 2 + 4);
    append_number(directory_, options.zip64 ? 0xffffffff : offset, 4);
    directory_ += name;
    extra(directory_, true);
    append_number(out_, 0x04034b50, 4);
    append_number(out_, 45, 2);
    common(out_, false);
    out_ += name;
    extra(out_, false);
    out_ += packed;
    ++count_;
    return *this;
  }
  ZipWriter& add(std::string_view name, std::string_view bytes) { return add(name, bytes, {}); }

  std::string finish(std::string_view comment = "", bool zip64 = false) const {
    std::string out = out_ + directory_;
    if (zip64) {
      append_number(out, 0x06064b50, 4);
      append_number(out, 44, 8);
      append_number(out, 45, 2);
      append_number(out, 45, 2);
      append_number(out, 0, 8);
      append_number(out, count_, 8);
      append_number(out, count_, 8);
      append_number(out, directory_.size(), 8);
      append_number(out, out_.size(), 8);
      append_number(out, 0x07064b50, 4);
      append_number(out, 0, 4);
      append_number(out, out_.size() + directory_.size(), 8);
      append_number(out, 1, 4);
    }
    append_number(out, 0x06054b50, 4);
    append_number(out, 0, 4);
    append_number(out, zip64 ? 0xffff : count_, 2);
    append_number(out, zip64 ? 0xffff : count_, 2);
    append_number(out, zip64 ? 0xffffffff : directory_.size(), 4);
    append_number(out, zip64 ? 0xffffffff : out_.size(), 4);
    append_number(out, comment.size(), 2);
    return out += comment;
  }

 private:
  std::string out_, directory_;
  std::uint64_t count_ = 0;
};

inline std::string xml_escaped(std::string_view text) {
  std::string out;
  for (const char byte : text) {
    switch (byte) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '"': out += "&quot;"; break;
      default: out += byte;
    }
  }
  return out;
}

/// The parts of a workbook; what a test does not set is as Excel would write it.
struct WorkbookParts {
  struct Part {
    std::string name;
    std::string data;       // what stands in <sheetData>
    std::string after;      // what stands behind it
    std::string relations;  // <Relationship .../>s of the sheet
    std::string attributes = {};
  };
  std::vector<Part> sheets;
  std::string strings = {};     // <si>s
  std::string formats = {};     // <numFmt>s
  std::string styles = {};      // <xf>s of cells
  std::string properties = {};  // attributes of <workbookPr>
  std::string folder = "xl/";

  std::string zip() const {
    const std::string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const std::string types =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n";
    const std::string relations_head =
        head +
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
    const auto relation = [&](std::string_view id, std::string_view type, std::string_view target) {
      return "<Relationship Id=\"" + std::string(id) + "\" Type=\"" + types + std::string(type) +
             "\" Target=\"" + std::string(target) + "\"/>";
    };
    ZipWriter zip;
    std::string list, relations = relation("rIdStyles", "styles", "styles.xml") +
                                  relation("rIdStrings", "sharedStrings", "sharedStrings.xml");
    for (std::size_t i = 0; i < sheets.size(); ++i) {
      const Part& sheet = sheets[i];
      const std::string number = std::to_string(i + 1), file = "sheet" + number + ".xml";
      list += "<sheet name=\"" + xml_escaped(sheet.name) + "\" sheetId=\"" + number +
              "\" r:id=\"rId" + number + "\"" + sheet.attributes + "/>";
      relations += relation("rId" + number, "worksheet", "worksheets/" + file);
      zip.add(folder + "worksheets/" + file,
              head + "<worksheet xmlns=\"" + main + "\"><dimension ref=\"A1\"/><sheetData>" +
                  sheet.data + "</sheetData>" + sheet.after + "</worksheet>");
      if (!sheet.relations.empty()) {
        zip.add(folder + "worksheets/_rels/" + file + ".rels",
                relations_head + sheet.relations + "</Relationships>");
      }
    }
    zip.add("_rels/.rels", relations_head +
                               relation("rId1", "officeDocument", folder + "workbook.xml") +
                               "</Relationships>");
    zip.add(folder + "workbook.xml", head + "<workbook xmlns=\"" + main + "\" xmlns:r=\"" + types +
                                         "\"><workbookPr " + properties + "/><sheets>" + list +
                                         "</sheets></workbook>");
    zip.add(folder + "_rels/workbook.xml.rels", relations_head + relations + "</Relationships>");
    zip.add(folder + "styles.xml",
            head + "<styleSheet xmlns=\"" + main + "\"><numFmts>" + formats +
                "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>" + styles +
                "</cellXfs></styleSheet>");
    zip.add(folder + "sharedStrings.xml",
            head + "<sst xmlns=\"" + main + "\">" + strings + "</sst>");
    return zip.finish();
  }
};

}  // namespace earshot::testing
